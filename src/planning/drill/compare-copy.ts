import type { SampledDocument } from '../document-sample';
import type { LedgerLine } from '../ledger';
import { count, firstNames, grouped } from '../listing';
import type { DrillFinding } from './proof';

/** What a restored copy of an index holds. */
export interface RestoredCopy {
  documents: number;
  shards: number;
  /** As in `IndexContent`: a restore keeps the sequence numbers. */
  operations: number;
  /** Of the documents whose IDs stand in the ledger, those that the copy has. */
  found: SampledDocument[];
}

type Compared = Pick<DrillFinding, 'outcome' | 'reasons' | 'sampled'>;

/**
 * Compares a copy with what was written down when its snapshot began. Of an index that was sealed then, every number has
 * to be the same. Of any other, as many documents may be missing or other ones as there were operations until the
 * snapshot had it, and more than were counted are none the worse: what is being written is not countable yet.
 * @param line undefined when the ledger has nothing on the index in that snapshot.
 */
export function compareCopy(line: LedgerLine | undefined, copy: RestoredCopy): Compared {
  if (line === undefined) {
    const reason =
      'the ledger does not say what the snapshot must contain: it is older than the ledger, or not a backup of logkeep';
    return { outcome: 'not comparable', reasons: [reason], sampled: 0 };
  }
  const slack = line.sealed ? 0 : Math.max(0, copy.operations - line.operations);
  const reasons = [...numbersThatDiffer(line, copy, slack), ...documentsThatDiffer(line, copy, slack)];
  return { outcome: reasons.length === 0 ? 'proven' : 'differs', reasons, sampled: line.sample?.length ?? 0 };
}

function numbersThatDiffer(line: LedgerLine, copy: RestoredCopy, slack: number): string[] {
  const { sealed, documents, shards, operations } = line;
  const wrong = sealed ? copy.documents !== documents : copy.documents < documents - slack;
  const rewritten = sealed ? copy.operations !== operations : copy.operations < operations;
  return [
    ...(wrong
      ? [`the copy has ${count(copy.documents, 'document')}, not the ${grouped(documents)} that were backed up`]
      : []),
    ...(copy.shards === shards ? [] : [`the copy has ${count(copy.shards, 'shard')}, not ${grouped(shards)}`]),
    ...(rewritten
      ? [`the copy is of ${count(copy.operations, 'operation')}, not of the ${grouped(operations)} that were backed up`]
      : []),
  ];
}

function documentsThatDiffer({ sample = [] }: LedgerLine, { found }: RestoredCopy, slack: number): string[] {
  const missing = sample.filter(({ id }) => found.every((document) => document.id !== id));
  const other = sample.filter(
    ({ id, sha256 }) =>
      found.some((document) => document.id === id) &&
      found.every((document) => document.id !== id || document.sha256 !== sha256),
  );
  if (missing.length + other.length <= slack) return [];
  const ids = (documents: readonly SampledDocument[]) => firstNames(documents.map(({ id }) => id));
  return [
    ...(missing.length === 0
      ? []
      : [`the copy lacks ${count(missing.length, 'document')} of the sample: ${ids(missing)}`]),
    ...(other.length === 0
      ? []
      : [
          `${count(other.length, 'document')} of the sample ${other.length === 1 ? 'says' : 'say'} something else in the copy: ${ids(other)}`,
        ]),
  ];
}
