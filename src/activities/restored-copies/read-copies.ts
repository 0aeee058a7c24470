import { readCopies as readFrom } from '../../elasticsearch/index-copies';
import type { IndexCopies } from '../../elasticsearch/index-copies';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import type { RestoredIndex } from '../restored-indices';
import { withinActivity } from '../within-activity';

/** How many copies restored indices ask for, as their snapshots had it; those that are gone or replaced are left out. */
export async function readCopies(
  dependencies: Dependencies,
  input: { cluster: string; created: RestoredIndex[] },
): Promise<IndexCopies[]> {
  const { elasticsearch } = withinActivity(clusterNamed(input.cluster, dependencies));
  const found = await readFrom(
    elasticsearch,
    input.created.map(({ name }) => name),
  );
  return found.filter(({ name, uuid }) => input.created.some((one) => one.name === name && one.uuid === uuid));
}
