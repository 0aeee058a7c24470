import { activityInfo } from '@temporalio/activity';
import { getClusterIdentity } from '../../elasticsearch/cluster-identity';
import { listNodes } from '../../kubernetes/nodes';
import { getStatefulSet } from '../../kubernetes/stateful-sets';
import type { StatefulSet } from '../../planning/manifest';
import { candidateNodes } from '../../planning/node-candidates';
import { ownerText, ownerVerdict } from '../../planning/repository-owner';
import type { ProbeResult } from '../../planning/probe-result';
import { probeVerdict } from '../../planning/probe-verdict';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { Refused } from '../failure';
import { withinActivity } from '../within-activity';
import { podsOfStatefulSet } from './inspect-kubernetes';
import { clearProbes } from './remove-probe';
import type { ProbeInput } from './remove-probe';
import { runProbes } from './run-probes';
import type { ProbedNode } from './run-probes';

/**
 * Tries the backup volume from every node that can host Elasticsearch's pods: each writes as Elasticsearch's user and
 * reads what the others wrote. Changes nothing but the volume.
 * @returns whether the volume has to be given to Elasticsearch's user first.
 * @throws Refused with the cause when it cannot be used.
 */
export async function probeVolume(dependencies: Dependencies, input: ProbeInput): Promise<{ chown: boolean }> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { repositorySettings, elasticsearch } = cluster;
  // Probes of an earlier attempt would not run at the same time as these.
  await clearProbes(cluster, input.nonce);
  const nodes = await nodesToProbe(cluster);
  const own = { clusterUuid: (await getClusterIdentity(elasticsearch)).uuid, name: cluster.name };
  const owner = repositorySettings.readonly ? undefined : ownerText(own);
  const probe = { nonce: `${input.nonce}a${activityInfo().attempt}`, nodes, ...(owner === undefined ? {} : { owner }) };

  let results = await runProbes(cluster, { ...probe, asRoot: false });
  let verdict = probeVerdict(results);
  if ('askRoot' in verdict) {
    results = [...results, ...(await runProbes(cluster, { ...probe, asRoot: true }))];
    verdict = probeVerdict(results);
  }
  if ('problem' in verdict) throw new Refused('The backup volume cannot be used', [verdict.problem]);
  if ('askRoot' in verdict) throw new Refused('The backup volume cannot be used', ['only root could tell why']);
  refuseForeignFolder(results, own, repositorySettings.readonly);
  return verdict;
}

/** Two clusters that write to one folder would destroy each other's snapshots. */
function refuseForeignFolder(
  results: readonly ProbeResult[],
  own: { clusterUuid: string; name: string },
  readonly: boolean,
): void {
  for (const { owner } of results) {
    const verdict = ownerVerdict(owner, own, readonly);
    if (verdict.kind === 'refused') throw new Refused('The backup volume cannot be used', [verdict.problem]);
  }
}

/** Every node that could host a pod; where nobody may list the nodes, those that do. */
async function nodesToProbe(cluster: Cluster): Promise<ProbedNode[]> {
  const { api, settings } = podsOf(cluster);
  const { namespace } = settings;
  const names = [...settings.statefulSets.data, ...settings.statefulSets.master];
  const found = await Promise.all(names.map((name) => getStatefulSet(api, namespace, name)));
  const statefulSets = found.filter((one): one is StatefulSet => one !== null);
  const all = await listNodes(api);
  const probed = new Map<string, ProbedNode>();
  for (const statefulSet of statefulSets) {
    const { template } = statefulSet.spec;
    const hosts = (await podsOfStatefulSet(api, statefulSet, namespace)).flatMap(({ spec }) => spec.nodeName ?? []);
    for (const node of hosts) probed.set(node, { node, template, isHost: true });
    for (const node of all === 'forbidden' ? [] : candidateNodes(all, template.spec))
      if (!probed.has(node)) probed.set(node, { node, template, isHost: false });
  }
  return [...probed.values()].sort((a, b) => a.node.localeCompare(b.node, 'en'));
}
