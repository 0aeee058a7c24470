import { deleteIndex, listIndices } from '../../elasticsearch/indices';
import { awaitStarts } from '../await-starts';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';

export interface RemoveDrilledInput {
  cluster: string;
  /** The temporary name, which only this run has. */
  as: string;
  /** Whether the start was reported; one whose answer never came may still be under way. */
  started: boolean;
}

/** Removes the temporary index of a drill; one that is not there is fine. @returns the clause that says so. */
export async function removeDrilled(
  dependencies: Dependencies,
  { cluster: name, as, started }: RemoveDrilledInput,
): Promise<string[]> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  if (!started) await awaitStarts(cluster);
  if ((await listIndices(cluster.elasticsearch, as)).length === 0) return [];
  await deleteIndex(cluster.elasticsearch, as);
  return [`removed ${as}`];
}
