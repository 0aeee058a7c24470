import { AlreadyExists } from '../../kubernetes/errors';
import { listEvents } from '../../kubernetes/events';
import { insteadOf } from '../../planning/instead-of';
import { createPod, getPod } from '../../kubernetes/pods';
import { elasticsearchUser } from '../../planning/backup-volume';
import type { Pod, PodTemplate } from '../../planning/manifest';
import { ownLabels } from '../../planning/own-labels';
import { probePod } from '../../planning/probe';
import { isOver, probeResult } from '../../planning/probe-result';
import type { ProbeResult } from '../../planning/probe-result';
import { volumeFolder } from '../../planning/repository-definition';
import type { Cluster } from '../cluster';
import { podsOf } from '../cluster';
import { report } from '../liveness';
import { poll } from '../poll';
import { clearProbes, probeName } from './remove-probe';

/** A node that the backup volume is tried from. */
export interface ProbedNode {
  node: string;
  /** What runs there, or could. */
  template: PodTemplate;
  /** Whether a pod of Elasticsearch is there now; other nodes need not have room for a probe. */
  isHost: boolean;
}

export interface Probing {
  nonce: string;
  nodes: readonly ProbedNode[];
  /** Whether to try it as root instead of as Elasticsearch's user. */
  asRoot: boolean;
  /** What the owner file of the cluster's folder is to hold if there is none. */
  owner?: string;
}

/** A pod that has no node, image or volume by then will not get one; pulling an image may take longer. */
const patience = 120_000;
const pullPatience = 420_000;
/** A node without room for a probe is left out after this long. */
const roomPatience = 20_000;

/** Runs one probe pod on each node, all at the same time, and removes them again. */
export async function runProbes(cluster: Cluster, probing: Probing): Promise<ProbeResult[]> {
  for (let round = 1, nodes = probing.nodes; ; round += 1) {
    const results = await runRound(cluster, {
      ...probing,
      nodes,
      nonce: `${probing.nonce}${probing.asRoot ? 'r' : 'u'}${round}`,
    });
    const crowded = results.filter(({ outcome, node }) => outcome === 'unschedulable' && !isHost(nodes, node));
    if (crowded.length === 0) return results;
    nodes = nodes.filter(({ node }) => crowded.every((one) => one.node !== node));
  }
}

function isHost(nodes: readonly ProbedNode[], name: string): boolean {
  return nodes.some(({ node, isHost: hosts }) => node === name && hosts);
}

async function runRound(cluster: Cluster, probing: Probing): Promise<ProbeResult[]> {
  const start = Date.now();
  try {
    for (const { node, template } of probing.nodes) await createProbe(cluster, probing, node, template);
    return await poll(async () => {
      const results = await Promise.all(probing.nodes.map(({ node }) => resultOf(cluster, probing, node)));
      const waited = Date.now() - start;
      const hasNoRoom = results.some(
        ({ outcome, node }) => outcome === 'unschedulable' && !isHost(probing.nodes, node),
      );
      const isStuck = results.some(({ outcome }) => ['no-image', 'no-mount', 'unschedulable'].includes(outcome));
      if (results.every(isOver) || waited > (isStuck ? patience : pullPatience) || (hasNoRoom && waited > roomPatience))
        return results;
      report({
        waitingFor: results.filter((result) => !isOver(result)).map(({ node, detail }) => `${node} ${detail}`),
      });
      return undefined;
    });
  } finally {
    await clearProbes(cluster, probing.nonce);
  }
}

async function createProbe(cluster: Cluster, probing: Probing, node: string, template: PodTemplate): Promise<void> {
  const { api, settings } = podsOf(cluster);
  const { namespace, claim, container } = settings;
  const { nonce, owner, nodes } = probing;
  const user = elasticsearchUser(template.spec, container);
  const pod = probePod({
    ...{ namespace, node, nonce, template },
    uid: probing.asRoot ? 0 : user,
    elasticsearchUid: user,
    name: podName(probing, node),
    labels: ownLabels(cluster.name),
    peers: nodes.map((one) => one.node).filter((name) => name !== node),
    image: template.spec.containers.find(({ name }) => name === container)?.image ?? '',
    claim: claim.name,
    folder: volumeFolder(cluster.repositorySettings, cluster.name),
    ...(owner === undefined ? {} : { owner }),
    // One node may have to pull the image first.
    patience: 300,
  });
  await insteadOf(AlreadyExists, createPod(api, namespace, pod), null);
}

/** By number, not by name: names of nodes may be as long as those of pods. */
function podName({ nonce, nodes }: Probing, node: string): string {
  return `${probeName(nonce)}-${nodes.findIndex((one) => one.node === node)}`;
}

async function resultOf(cluster: Cluster, probing: Probing, node: string): Promise<ProbeResult> {
  const { api, settings } = podsOf(cluster);
  const name = podName(probing, node);
  const pod = await getPod(api, settings.namespace, name);
  const events = pod === null ? [] : await listEvents(api, settings.namespace, 'Pod', name, pod.metadata.uid);
  return probeResult({ node, uid: userOf(pod) }, pod, events);
}

/** The user that a probe runs as, as its manifest says. */
function userOf(pod: Pod | null): number {
  const context = pod?.spec.containers[0]?.['securityContext'] as { runAsUser?: number } | undefined;
  return context?.runAsUser ?? 0;
}
