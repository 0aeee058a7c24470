import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Addresses } from '../addresses';
import { pauseImage } from '../images/build-images';
import { credentialFiles } from './credentials';

export interface NodeSetup {
  /** The cluster's own folder. */
  directory: string;
  addresses: Addresses;
  /** Name of the cgroup below which its containers run. */
  controlGroup: string;
}

export function configurationFolder(directory: string): string {
  return path.join(directory, 'configuration');
}

/** Writes the configuration files of kubelet, containerd, its network plugin and CoreDNS. */
export function writeNodeFiles(setup: NodeSetup): void {
  const folder = configurationFolder(setup.directory);
  const network = path.join(folder, 'network');
  fs.mkdirSync(network, { recursive: true });
  const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text);
  write('kubelet.yaml', stringify(kubelet(setup)));
  write('containerd.toml', containerd(setup.directory, network));
  write('network/pods.conflist', JSON.stringify(podNetwork(setup.addresses), null, 2));
  write('Corefile', corefile(setup));
  // Pods ask CoreDNS only: nothing of the machine's own resolution reaches them.
  write('resolv.conf', '');
}

function kubelet({ directory, addresses, controlGroup }: NodeSetup) {
  const files = credentialFiles(configurationFolder(directory));
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: addresses.node,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: false },
      x509: { clientCAFile: files.authority },
    },
    authorization: { mode: 'AlwaysAllow' },
    tlsCertFile: files.certificate,
    tlsPrivateKeyFile: files.key,
    containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${controlGroup}`,
    enforceNodeAllocatable: [],
    failSwapOn: false,
    failCgroupV1: false,
    clusterDNS: [addresses.node],
    clusterDomain: 'cluster.local',
    resolvConf: path.join(configurationFolder(directory), 'resolv.conf'),
    volumePluginDir: '/run/kubelet/volume-plugins',
    // Images come from no registry, so none may be thrown away to make room.
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
    evictionHard: { 'memory.available': '50Mi', 'nodefs.available': '1%', 'imagefs.available': '1%' },
  };
}

function containerd(directory: string, network: string): string {
  // restrict_oom_score_adj: without CAP_SYS_RESOURCE runc could not lower it.
  return `version = 2
root = "${path.join(directory, 'containerd')}"
state = "/run/containerd"
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "${path.join(directory, 'containerd/opt')}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  restrict_oom_score_adj = true
  disable_apparmor = true
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/usr/lib/cni"
  conf_dir = "${network}"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
`;
}

/** A cable per pod, everything routed: so kube-proxy's rules see also what one pod sends to another. */
function podNetwork({ podRange }: Addresses) {
  const ipam = {
    type: 'host-local',
    dataDir: '/run/pod-addresses',
    ranges: [[{ subnet: podRange }]],
    routes: [{ dst: '0.0.0.0/0' }],
  };
  return { cniVersion: '0.4.0', name: 'pods', plugins: [{ type: 'ptp', ipam }] };
}

function corefile({ directory, addresses }: NodeSetup): string {
  return `.:53 {
  bind ${addresses.node}
  errors
  ready ${addresses.node}:8181
  cache 5
  kubernetes cluster.local in-addr.arpa {
    kubeconfig ${credentialFiles(configurationFolder(directory)).kubeconfig('dns')}
    pods insecure
    ttl 5
  }
}
`;
}
