/** How a drill of one day ended. */
export const drillOutcomes = ['proven', 'differs', 'unrestorable', 'not comparable'] as const;

export type DrillOutcome = (typeof drillOutcomes)[number];

/** What a drill found of one index. */
export interface DrillFinding {
  outcome: DrillOutcome;
  snapshot: string;
  /** Found in the restored copy; absent where there was none. */
  documents?: number;
  /** How many documents were compared with what had been written down of them. */
  sampled?: number;
  /** Why it is not proven, one sentence each. */
  reasons: string[];
}

/** What is known of a daily index from drills; kept in the ledger. Moments are ISO 8601. */
export interface Proof {
  index: string;
  /** The newest drill, however it ended. */
  last: DrillFinding & { at: string };
  /** The newest drill that proved the index to be restorable. */
  proven?: { at: string; snapshot: string; documents: number; sampled: number };
}

/** The proof after one more drill: what an earlier one has proven stays written. */
export function proofAfter(index: string, before: Proof | undefined, finding: DrillFinding, at: string): Proof {
  const { outcome, snapshot, documents = 0, sampled = 0 } = finding;
  const proven = outcome === 'proven' ? { at, snapshot, documents, sampled } : before?.proven;
  return { index, last: { ...finding, at }, ...(proven === undefined ? {} : { proven }) };
}

/** Whether the newest drill says that a restore of this index would not bring back what was backed up. */
export function isFailing({ last: { outcome } }: Pick<Proof, 'last'>): boolean {
  return isFailure(outcome);
}

/** An index that nobody has written down anything of cannot be compared, which is no failure of its backup. */
export function isFailure(outcome: DrillOutcome): boolean {
  return outcome === 'differs' || outcome === 'unrestorable';
}
