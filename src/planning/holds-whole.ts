import type { Snapshot } from './snapshot';

/**
 * Whether a snapshot holds an index with all its shards: a successful one holds all that it names, a partial one what
 * none of its failures names, if it tells of every failure.
 */
export function holdsWhole({ state, indices, failures, shards }: Snapshot, index: string): boolean {
  if (!indices.includes(index)) return false;
  if (state === 'SUCCESS') return true;
  const tellsAll = failures.length > 0 && shards.failed <= failures.length;
  return state === 'PARTIAL' && tellsAll && failures.every((failure) => failure.index !== index);
}
