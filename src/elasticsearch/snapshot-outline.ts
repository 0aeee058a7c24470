import { z } from 'zod';
import type { SnapshotState } from '../planning/snapshot';
import { errorFromFacts } from './error-mapping';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';
import { readNestedError } from './remote-error';

/** What the repository's index file alone says of a snapshot. */
export interface SnapshotOutline {
  name: string;
  state: SnapshotState;
  indices: string[];
}

const outlineSchema = z
  .object({
    snapshot: z.string(),
    state: z.enum(['IN_PROGRESS', 'SUCCESS', 'PARTIAL', 'FAILED', 'INCOMPATIBLE']),
    indices: z.array(z.string()),
  })
  .transform(({ snapshot, state, indices }): SnapshotOutline => ({ name: snapshot, state, indices }));

const answerSchema = z.object({
  snapshots: z.array(outlineSchema),
  // 7.14 … 7.17 answer 200 with an empty list when a repository cannot be read, and say why beside it.
  failures: z.record(z.string(), z.unknown()).optional(),
});

/** Every snapshot of the repository in outline. Reads one file, however many there are. */
export async function outlineSnapshots(elasticsearch: Elasticsearch, repository: string): Promise<SnapshotOutline[]> {
  const path = pathOf`/_snapshot/${repository}/_all`;
  const query = { verbose: false };
  const { snapshots, failures = {} } = await elasticsearch.send({ method: 'GET', path, query }, answerSchema);
  const [failure] = Object.values(failures);
  if (failure !== undefined) throw errorFromFacts(readNestedError(failure, `GET ${path}`));
  return snapshots;
}
