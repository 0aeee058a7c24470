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
  missingFrom,
];

export interface Verdict {
  /** All that speaks against counting the snapshot as a backup; empty when it is one. */
  objections: string[];
  /** What would speak against it, were it not allowed. */
  remarks: string[];
}

/**
 * Judges a finished snapshot that should hold the expected indices. Only the repository's own record is asked:
 * `_status` may say SUCCESS before a snapshot is finalised.
 * @param allowPartial whether shards may be missing from it; indices never may.
 */
export function verdictOn(snapshot: Snapshot, expected: readonly string[], allowPartial = false): Verdict {
  const said = judges.map((judge) => judge(snapshot, expected)).filter((objection) => objection !== null);
  if (!allowPartial || snapshot.state !== 'PARTIAL') return { objections: said, remarks: [] };
  const missing = missingFrom(snapshot, expected);
  return missing === null
    ? { objections: [], remarks: said }
    : { objections: [missing], remarks: said.filter((objection) => objection !== missing) };
}

function missingFrom(snapshot: Snapshot, expected: readonly string[]): string | null {
  const held = new Set(snapshot.indices);
  const missing = expected.filter((index) => !held.has(index));
  return missing.length === 0
    ? null
    : `${count(missing.length, 'index', 'indices')} missing from it: ${firstNames(missing)}`;
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : ` (${reason})`;
}

function describeFailure({ index, shard, reason }: ShardFailure): string {
  return `[${index}][${shard}] ${reason.slice(0, 200)}`;
}
