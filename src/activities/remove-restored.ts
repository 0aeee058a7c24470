import { activityInfo } from '@temporalio/activity';
import { deleteIndex, listIndices } from '../elasticsearch/indices';
import { firstNames } from '../planning/listing';
import { targetsOf } from '../planning/restore-plan';
import type { RestoreStep } from '../planning/restore-plan';
import { awaitStarts } from './await-starts';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
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
 * the run's mark. Any other index of those names stays.
 * @returns the clauses that say what was removed and what was left.
 */
export async function removeRestored(
  dependencies: Dependencies,
  { cluster: name, created, ...step }: RemoveRestoredInput,
): Promise<string[]> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const ours = created ?? (await findUnreported(cluster, targetsOf(step)));
  const removed: string[] = [];
  const left: string[] = [];
  const gone: string[] = [];
  for (const { name: index, uuid } of ours) {
    const [now] = await listIndices(cluster.elasticsearch, index);
    if (now === undefined) gone.push(index);
    else if (now.uuid !== uuid) left.push(index);
    else {
      await deleteIndex(cluster.elasticsearch, index);
      removed.push(index);
    }
  }
  // An earlier attempt of this very activity may have removed them and lost its worker before it could say so.
  if (activityInfo().attempt > 1) removed.push(...gone);
  return [
    ...(removed.length > 0 ? [`removed ${firstNames(removed)}`] : []),
    ...(left.length > 0 ? [`left ${firstNames(left)}, which took the place of what this run had restored`] : []),
  ];
}

async function findUnreported(cluster: Cluster, indices: readonly string[]): Promise<RestoredIndex[]> {
  await awaitStarts(cluster);
  return findRestored(cluster, indices);
}
