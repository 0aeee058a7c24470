import path from 'node:path';
import type { Part } from '../box/box-setup';
import { credentialFiles } from './credentials';
import { configurationFolder } from './node-files';
import type { NodeSetup } from './node-files';

/** Everything that a single-node Kubernetes consists of; each part is started again when it ends, so no order is needed. */
export function partsOf(setup: NodeSetup, node: string): Part[] {
  const { directory, addresses } = setup;
  const folder = configurationFolder(directory);
  const files = credentialFiles(folder);
  const part = (name: string, ...args: string[]): Part => ({ name, command: node, args: [name, ...args] });
  return [
    part(
      'etcd',
      ...[`--data-dir=${path.join(directory, 'etcd')}`, '--unsafe-no-fsync', '--log-level=warn'],
      ...['--listen-client-urls=http://127.0.0.1:2379', '--advertise-client-urls=http://127.0.0.1:2379'],
    ),
    part('kube-apiserver', ...apiServer(setup)),
    part(
      'kube-controller-manager',
      ...[`--kubeconfig=${files.kubeconfig('controllers')}`, '--leader-elect=false', '--bind-address=127.0.0.1'],
      ...['--use-service-account-credentials', `--service-account-private-key-file=${files.accountKey}`],
      ...[`--root-ca-file=${files.authority}`, '--enable-hostpath-provisioner'],
    ),
    part(
      'kube-scheduler',
      ...[`--kubeconfig=${files.kubeconfig('scheduler')}`, '--leader-elect=false', '--bind-address=127.0.0.1'],
    ),
    { name: 'containerd', command: 'containerd', args: ['--config', path.join(folder, 'containerd.toml')] },
    part(
      'kubelet',
      ...[`--config=${path.join(folder, 'kubelet.yaml')}`, `--kubeconfig=${files.kubeconfig('kubelet')}`],
      ...['--root-dir=/run/kubelet', '--hostname-override=logkeep', `--node-ip=${addresses.node}`],
    ),
    part(
      'kube-proxy',
      ...[`--kubeconfig=${files.kubeconfig('proxy')}`, '--hostname-override=logkeep', '--proxy-mode=iptables'],
      ...[`--cluster-cidr=${addresses.podRange}`, '--iptables-localhost-nodeports=false'],
      // The kernel's limits of connections belong to the machine and not to a namespace.
      ...['--conntrack-max-per-core=0', '--conntrack-tcp-timeout-established=0s'],
      '--conntrack-tcp-timeout-close-wait=0s',
    ),
    part('coredns', '-conf', path.join(folder, 'Corefile')),
  ];
}

function apiServer({ directory, addresses }: NodeSetup): string[] {
  const files = credentialFiles(configurationFolder(directory));
  return [
    ...['--etcd-servers=http://127.0.0.1:2379', `--advertise-address=${addresses.node}`, '--secure-port=6443'],
    ...[`--tls-cert-file=${files.certificate}`, `--tls-private-key-file=${files.key}`],
    ...[`--token-auth-file=${files.tokens}`, '--authorization-mode=Node,RBAC', '--allow-privileged'],
    ...[
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${files.accountPublicKey}`,
    ],
    ...[
      `--service-account-signing-key-file=${files.accountKey}`,
      `--service-cluster-ip-range=${addresses.serviceRange}`,
    ],
    ...[`--kubelet-certificate-authority=${files.authority}`, `--kubelet-client-certificate=${files.certificate}`],
    ...[`--kubelet-client-key=${files.key}`, '--kubelet-preferred-address-types=InternalIP'],
  ];
}
