import type { IndexContent } from './index-content';

/** What one index held when its snapshot began. An index that was still written to may hold more in the snapshot. */
export type LedgerLine = IndexContent & { sealed: boolean };

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

/** The lines for the indices of a snapshot; one that could not be looked at has none. */
export function ledgerLines(contents: Iterable<IndexContent>, sealed: readonly string[]): LedgerLine[] {
  return [...contents].map((content) => ({ ...content, sealed: sealed.includes(content.name) }));
}
