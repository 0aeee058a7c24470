import { activityInfo } from '@temporalio/activity';
import { Blocked, IndexMissing } from '../elasticsearch/errors';
import { completeOf } from '../elasticsearch/index-contents';
import { readWrites } from '../elasticsearch/index-writes';
import { deleteIndex, listIndices } from '../elasticsearch/indices';
import { allowWrites, blockWrites } from '../elasticsearch/seals';
import { count, firstNames } from '../planning/listing';
import { targetsOf } from '../planning/restore-plan';
import type { RestoreStep } from '../planning/restore-plan';
import { awaitStarts } from './await-starts';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { eachAlone } from './each-alone';
import type { RestoredIndex } from './restored-indices';
import { findRestored } from './restored-indices';
import { withinActivity } from './within-activity';

export interface RemoveRestoredInput extends RestoreStep {
  cluster: string;
  /** The indices as the start reported them; absent when its answer never came. */
  created?: RestoredIndex[];
}

/**
 * Removes the indices that a run's restore created: by their UUIDs where the start was reported, else those that carry
 * the run's mark. Any other index of those names stays, and so does a complete one that was written to meanwhile: its
 * late lines are in no snapshot.
 * @returns the clauses that say what was removed and what was left.
 */
export async function removeRestored(
  dependencies: Dependencies,
  { cluster: name, created, ...step }: RemoveRestoredInput,
): Promise<string[]> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const { elasticsearch } = cluster;
  const ours = created ?? (await findUnreported(cluster, targetsOf(step)));
  const present: string[] = [];
  const replaced: string[] = [];
  const gone: string[] = [];
  for (const { name: index, uuid } of ours) {
    const [now] = await listIndices(elasticsearch, index);
    (now === undefined ? gone : now.uuid === uuid ? present : replaced).push(index);
  }
  const { written, lost } = await closeToWriters(cluster, present);
  const removed = present.filter((index) => !written.includes(index));
  for (const index of removed) await deleteIndex(elasticsearch, index);
  await allowWrites(elasticsearch, written);
  // An earlier attempt of this very activity may have removed them and lost its worker before it could say so.
  if (activityInfo().attempt > 1) removed.push(...gone);
  return [
    ...(removed.length > 0 ? [`removed ${firstNames(removed)}${lost}`] : []),
    ...(written.length > 0 ? [`left ${firstNames(written)}, written to since restored`] : []),
    ...(replaced.length > 0
      ? [`left ${firstNames(replaced)}, which took the place of what this run had restored`]
      : []),
  ];
}

/** Sees to it that nothing more is written, and which of the indices were written to. */
async function closeToWriters({ elasticsearch }: Cluster, indices: readonly string[]) {
  await eachAlone(indices, (some) => blockWrites(elasticsearch, some), [IndexMissing, Blocked]);
  const writes = await readWrites(elasticsearch, indices);
  const touched = indices.filter((index) => (writes.get(index) ?? 0) > 0);
  const written = touched.length === 0 ? [] : await completeOf(elasticsearch, touched);
  // Without its other shards an index is of no use, and nobody will ever complete it.
  const incomplete = touched.filter((index) => !written.includes(index));
  const lines = incomplete.reduce((sum, index) => sum + (writes.get(index) ?? 0), 0);
  return { written, lost: lines === 0 ? '' : ` (with ${count(lines, 'document')} written to it meanwhile)` };
}

async function findUnreported(cluster: Cluster, indices: readonly string[]): Promise<RestoredIndex[]> {
  await awaitStarts(cluster);
  return findRestored(cluster, indices);
}
