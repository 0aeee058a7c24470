import { ElasticsearchError } from '../elasticsearch/errors';
import { countDocuments } from '../elasticsearch/indices';
import { insteadOf } from '../planning/instead-of';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import type { RestoredIndex } from './restored-indices';
import { findExisting } from './restored-indices';
import { firstNames } from '../planning/listing';
import { withinActivity } from './within-activity';

export interface ConfirmedRestore {
  /** Absent when the indices cannot be searched, for lack of rights or of time: they are restored all the same. */
  documents?: number;
}

/**
 * Makes sure that what is there now is what the restore created: fluent-bit recreates an index that is deleted under
 * it, and that one is started too.
 * @throws Refused when an index is gone or another one has its name.
 */
export async function confirmRestored(
  dependencies: Dependencies,
  input: { cluster: string; created: RestoredIndex[] },
): Promise<ConfirmedRestore> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const names = input.created.map(({ name }) => name);
  const now = await findExisting(cluster, names);
  const replaced = input.created.filter(({ name, uuid }) => now.find((index) => index.name === name)?.uuid !== uuid);
  if (replaced.length > 0) {
    const which = firstNames(replaced.map(({ name }) => name));
    throw new Refused('The restore cannot be completed', [
      `${which} was deleted or replaced while it was being restored`,
    ]);
  }
  const documents = await insteadOf(ElasticsearchError, countDocuments(cluster.elasticsearch, names), undefined);
  return documents === undefined ? {} : { documents };
}
