import { getStandingBlocks } from '../../elasticsearch/cluster-blocks';
import { listDeletingPolicies } from '../../elasticsearch/deleting-policies';
import { ElasticsearchError } from '../../elasticsearch/errors';
import { getDetailedHealth } from '../../elasticsearch/health';
import { listIndices } from '../../elasticsearch/indices';
import { operationsUnderWay } from '../../elasticsearch/operations';
import { countPrimaries } from '../../elasticsearch/shard-counts';
import { KubernetesError } from '../../kubernetes/errors';
import type { CuratorJob } from '../../planning/curator-facts';
import { usualLayout } from '../../planning/disk-fit/usual-layout';
import { insteadOf } from '../../planning/instead-of';
import type { Cleaners, RestoreFacts } from '../../planning/restore-checks/facts';
import type { Cluster, OnKubernetes } from '../cluster';
import { inspectCurator } from '../setup/inspect-curator';
import { measureRoom } from './measure-room';

/**
 * Everything that the checks of a restore judge by, of the cluster that it goes to. Changes nothing.
 * @param targets the names that the restored indices are going to have.
 */
export async function gatherRestoreFacts(cluster: Cluster, targets: readonly string[]): Promise<RestoreFacts> {
  const { elasticsearch, indexPattern } = cluster;
  const now = new Date();
  const [{ distribution, version, ...can }, { status: health }, room, blocks, operations, indices, cleaners] =
    await Promise.all([
      elasticsearch.capabilities(),
      getDetailedHealth(elasticsearch),
      measureRoom(cluster, now),
      getStandingBlocks(elasticsearch),
      operationsUnderWay(elasticsearch),
      listIndices(elasticsearch, '*'),
      findCleaners(cluster),
    ]);
  const closed = new Set(indices.filter(({ open }) => !open).map(({ name }) => name));
  const days = room.copies.filter(({ index }) => indexPattern.dayOf(index) !== null);
  return {
    product: `${distribution} ${version}`,
    ...{ health, blocks, cleaners, now },
    // The shards of a closed target are replaced, not added to.
    room: { ...room, copies: room.copies.filter(({ index }) => !targets.includes(index)) },
    usual: usualLayout(days.length > 0 ? days : room.copies),
    // Closed indices are in the routing table from 7.2 on, and do not count.
    openShards: room.copies.filter(({ index }) => !closed.has(index)).length,
    limitsShards: can.limitsShards,
    deletions: operations.flatMap(({ kind, repository, snapshot = '' }) =>
      kind === 'snapshot deletion' ? [{ repository, snapshot }] : [],
    ),
    restoresDuringDeletions: can.hasConcurrentSnapshots,
    closed: await countPrimaries(
      elasticsearch,
      targets.filter((target) => closed.has(target)),
    ),
  };
}

/** Neither a server nor an API server that will not tell keeps a day from coming back. */
async function findCleaners(cluster: Cluster): Promise<Cleaners> {
  const { elasticsearch, indexPattern, kubernetes } = cluster;
  const [curators, policies] = await Promise.all([
    kubernetes === undefined ? [] : insteadOf(KubernetesError, inspectJobs(cluster, kubernetes), null),
    insteadOf(ElasticsearchError, listDeletingPolicies(elasticsearch, indexPattern.wildcard), null),
  ]);
  return { curators, policies };
}

async function inspectJobs(cluster: Cluster, kubernetes: OnKubernetes): Promise<CuratorJob[] | null> {
  return (await inspectCurator(cluster, kubernetes)).jobs;
}
