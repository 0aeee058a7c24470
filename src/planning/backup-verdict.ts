import { count, firstNames } from './listing';
import type { ShardFailure, Snapshot } from './snapshot';

type Judge = (snapshot: Snapshot, expected: readonly string[]) => string | null;

/** In the order in which a person wants to hear it; each returns the sentence that speaks against the snapshot. */
const judges: Judge[] = [
  (snapshot) => (snapshot.state === 'SUCCESS' ? null : `its state is ${snapshot.state}${because(snapshot.reason)}`),
  (snapshot) =>
    snapshot.failures.length === 0
      ? null
      : `${count(snapshot.failures.length, 'shard')} failed: ${firstNames(snapshot.failures.map(describeFailure), 3)}`,
  ({ shards, failures }) =>
    shards.failed > 0 && failures.length === 0
      ? `${count(shards.failed, 'shard')} failed without a stated reason`
      : null,
  ({ shards }) =>
    shards.successful < shards.total ? `only ${shards.successful} of ${count(shards.total, 'shard')} are in it` : null,
  (snapshot, expected) => {
    const missing = expected.filter((index) => !snapshot.indices.includes(index));
    return missing.length === 0
      ? null
      : `${count(missing.length, 'index', 'indices')} missing from it: ${firstNames(missing)}`;
  },
];

/**
 * All that speaks against counting a finished snapshot as a backup of the expected indices; empty when it is one.
 * Only the repository's own record is asked: `_status` may say SUCCESS before a snapshot is finalised.
 */
export function objectionsTo(snapshot: Snapshot, expected: readonly string[]): string[] {
  return judges.map((judge) => judge(snapshot, expected)).filter((objection) => objection !== null);
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : ` (${reason})`;
}

function describeFailure({ index, shard, reason }: ShardFailure): string {
  return `[${index}][${shard}] ${reason.slice(0, 200)}`;
}
