import type { Proof } from './proof';
import { isFailing } from './proof';
import type { DrillCandidate } from './choose-days';

/** How well the days in a repository are proven, in numbers. Moments in milliseconds since 1970. */
export interface ProvenDays {
  /** Days that successful snapshots hold. */
  days: number;
  proven: number;
  /** Days whose newest drill failed. */
  failing: number;
  /** When a day was drilled last, however it ended. */
  lastDrillAt?: number;
  /** When a day was proven last. */
  lastProofAt?: number;
  /** The oldest of the newest proofs of each day. */
  oldestProofAt?: number;
}

export function countProven(candidates: readonly DrillCandidate[]): ProvenDays {
  const proofs = candidates.flatMap(({ proof }) => (proof === undefined ? [] : [proof]));
  const provenAt = proofs.flatMap(({ proven }) => (proven === undefined ? [] : [Date.parse(proven.at)]));
  const lastAt = proofs.map(({ last }: Proof) => Date.parse(last.at));
  const ofSome = (moments: readonly number[], pick: (...moments: number[]) => number) =>
    moments.length === 0 ? undefined : moments.reduce((a, b) => pick(a, b));
  const [lastDrillAt, lastProofAt, oldestProofAt] = [
    ofSome(lastAt, Math.max),
    ofSome(provenAt, Math.max),
    ofSome(provenAt, Math.min),
  ];
  return {
    days: candidates.length,
    proven: provenAt.length,
    failing: proofs.filter(isFailing).length,
    ...(lastDrillAt === undefined ? {} : { lastDrillAt }),
    ...(lastProofAt === undefined ? {} : { lastProofAt }),
    ...(oldestProofAt === undefined ? {} : { oldestProofAt }),
  };
}
