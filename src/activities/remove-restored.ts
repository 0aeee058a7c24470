import { deleteIndex } from '../elasticsearch/indices';
import { firstNames } from '../planning/listing';
import type { RestoreStep } from '../planning/restore-choice';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import type { RestoredIndex } from './restored-indices';
import { findRestored } from './restored-indices';
import { listIndices } from '../elasticsearch/indices';
import { withinActivity } from './within-activity';

export interface RemoveRestoredInput extends RestoreStep {
  cluster: string;
  /** The indices as the start reported them; absent when the run ended before it did. */
  created?: RestoredIndex[];
}

/**
 * Removes the indices that a run's restore created, and no other: by their UUIDs where the start was reported, else
 * those that come from the run's snapshot. An index that took the name since then stays.
 * @returns the clauses that say what was removed and what was left.
 */
export async function removeRestored(
  dependencies: Dependencies,
  { cluster: name, snapshot, indices, created }: RemoveRestoredInput,
): Promise<string[]> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const removed: string[] = [];
  const left: string[] = [];
  if (created === undefined) {
    const { restored, others } = await findRestored(cluster, { snapshot, indices });
    removed.push(...restored.map((index) => index.name));
    left.push(...others);
  } else {
    for (const index of created) {
      const now = (await listIndices(cluster.elasticsearch, index.name))[0];
      if (now === undefined) continue;
      (now.uuid === index.uuid ? removed : left).push(index.name);
    }
  }
  for (const index of removed) await deleteIndex(cluster.elasticsearch, index);
  return [
    ...(removed.length > 0 ? [`removed ${firstNames(removed)}`] : []),
    ...(left.length > 0 ? [`left ${firstNames(left)}, which this run did not create`] : []),
  ];
}
