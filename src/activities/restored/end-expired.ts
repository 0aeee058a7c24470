import { activityInfo } from '@temporalio/activity';
import { putMarks } from '../../elasticsearch/expiry-mark';
import { listIndices } from '../../elasticsearch/indices';
import { operationsUnderWay } from '../../elasticsearch/operations';
import { notAfterServer } from '../../elasticsearch/server-time';
import type { Decision } from '../../planning/decision';
import { judgeExpiry } from '../../planning/expiry-verdict';
import type { RestoredNow } from '../../planning/expiry-verdict';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import type { RestoredIndex } from '../restored-indices';
import { withinActivity } from '../within-activity';
import { deleteBlocked } from './delete-blocked';
import type { Judged } from './delete-blocked';
import { findMarked, lookAtRestored } from './read-restored';
import type { Marked } from './read-restored';

export interface EndExpiredInput {
  cluster: string;
  /** These and no others; absent: all of the cluster. */
  only?: RestoredIndex[];
}

export interface EndedExpired {
  deleted: string[];
  /** Written to since their restore, or not known not to be: a person has to look. */
  written: (Decision & RestoredIndex)[];
  /** Over, but not to be deleted just now. */
  waiting: Decision[];
}

/**
 * Deletes the restored indices whose time is over and that are what their restore has left, and nothing else. The rest
 * of the cluster is not looked at.
 */
export async function endExpired(
  dependencies: Dependencies,
  { cluster: name, only }: EndExpiredInput,
): Promise<EndedExpired> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const marked = await findMarked(cluster, dependencies, only);
  const restored = await lookAtRestored(cluster, marked);
  await keepTold(cluster, marked, restored);
  const before = await deletedBefore(cluster, only ?? [], marked);

  const now = await notAfterServer(cluster.elasticsearch, new Date());
  const judged = restored.map((index): Judged => {
    const { name: found, uuid } = index.traits;
    return { name: found, uuid, ...judgeExpiry(index, now) };
  });
  const due = judged.filter(({ verdict }) => verdict === 'goes');
  const isBusy = due.length > 0 && (await isSnapshotting(cluster));
  const going = isBusy ? [] : due;
  const judge = (index: RestoredNow) => judgeExpiry(index, now);
  const { deleted, left } = await deleteBlocked(cluster, dependencies, going, judge, before);
  const stay = [...judged.filter(({ verdict }) => verdict !== 'goes'), ...left];
  const written = stay.filter(({ verdict }) => verdict === 'written');
  dependencies.notices.metrics.expired(name, { deleted: deleted.length, written: written.length });
  return {
    deleted,
    written: written.map(({ name: found, uuid, reason }) => ({ name: found, uuid, reason })),
    waiting: [
      ...stay.filter(({ verdict }) => verdict === 'waits').map(({ name: found, reason }) => ({ name: found, reason })),
      ...(isBusy ? due.map(({ name: found }) => ({ name: found, reason: 'a snapshot is under way' })) : []),
    ],
  };
}

/** What an attempt before this one has deleted and did not live to say. */
async function deletedBefore(
  { elasticsearch }: Cluster,
  only: readonly RestoredIndex[],
  marked: readonly Marked[],
): Promise<string[]> {
  if (activityInfo().attempt === 1) return [];
  const gone: string[] = [];
  for (const { name } of only) {
    if (marked.some(({ traits }) => traits.name === name)) continue;
    if ((await listIndices(elasticsearch, name)).length === 0) gone.push(name);
  }
  return gone;
}

/** Elasticsearch 6 has one at a time, and deletes nothing that is in it. */
async function isSnapshotting({ elasticsearch }: Cluster): Promise<boolean> {
  return (await operationsUnderWay(elasticsearch)).some(({ kind }) => kind === 'snapshot');
}

/** What could be told only now, and no longer after the next restart of a node, is written down. */
async function keepTold(cluster: Cluster, marked: readonly Marked[], restored: readonly RestoredNow[]): Promise<void> {
  const told = restored.filter(
    ({ mark }, position) => mark.content !== undefined && marked[position]?.mark.content === undefined,
  );
  await putMarks(
    cluster.elasticsearch,
    told.map(({ traits, mark }) => ({ index: traits, mark })),
  );
}
