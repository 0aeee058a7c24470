import type { SampledDocument } from './document-sample';
import type { IndexContent } from './index-content';
import { isUnchanged } from './index-content';

/** What one index held when its snapshot began. An index that was still written to may hold more in the snapshot. */
export type LedgerLine = IndexContent & {
  sealed: boolean;
  /** Some of its documents; absent where none could be read, and in entries of older versions. */
  sample?: SampledDocument[];
};

/** What a snapshot must contain, written down before it is taken and kept in the ledger index, which is part of it. */
export interface LedgerEntry {
  snapshot: string;
  repository: string;
  clusterUuid: string;
  /** Workflow ID and run ID. */
  takenBy: string;
  /** ISO 8601. */
  writtenAt: string;
  /** A list, because names of indices have dots, which mean something else in the name of a field. */
  indices: LedgerLine[];
}

/** The index that a cluster's ledger is kept in. Its name has no date, so that nothing that deletes by age takes it. */
export function ledgerIndexOf(cluster: string): string {
  return `logkeep-ledger-${cluster}`;
}

/** Samples of documents, by index. */
type Samples = ReadonlyMap<string, SampledDocument[]>;

/** The lines for the indices of a snapshot; one that could not be looked at has none. */
export function ledgerLines(
  contents: Iterable<IndexContent>,
  sealed: readonly string[],
  samples: Samples = new Map(),
): LedgerLine[] {
  return [...contents].map((content) => {
    const sample = samples.get(content.name);
    return { ...content, sealed: sealed.includes(content.name), ...(sample === undefined ? {} : { sample }) };
  });
}

/** The samples that still hold: those of indices that nobody has written to since an earlier entry. */
export function samplesStillTrue(contents: ReadonlyMap<string, IndexContent>, earlier: readonly LedgerLine[]): Samples {
  return new Map(
    earlier.flatMap((line) => {
      const now = contents.get(line.name);
      const holds = line.sample !== undefined && now !== undefined && isUnchanged(line, now);
      return holds ? [[line.name, line.sample ?? []] as const] : [];
    }),
  );
}
