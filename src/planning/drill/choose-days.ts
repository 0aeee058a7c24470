import type { Proof } from './proof';
import { isFailing } from './proof';
import { seededRandom } from './seeded-random';

/** A day that is in a snapshot, and what drills have found of it. */
export interface DrillCandidate {
  /** `YYYY-MM-DD`. */
  day: string;
  index: string;
  proof?: Proof;
}

const day = 86_400_000;
/** As much as a day that was proven a year ago. */
const unproven = 365;

/**
 * How likely a day is to be drilled: as many times as likely as one that was proven yesterday as days have gone by since
 * its proof, 365 at most; one that was never proven, or whose newest drill failed, 365 times.
 * @param now milliseconds since 1970.
 */
export function weightOf({ proof }: DrillCandidate, now: number): number {
  if (proof?.proven === undefined || isFailing(proof)) return unproven;
  return Math.min(unproven, Math.max(1, Math.floor((now - Date.parse(proof.proven.at)) / day)));
}

/**
 * Draws days without putting them back, by their weights. The same seed and candidates give the same days, in whatever
 * order the candidates come.
 */
export function chooseDays(
  candidates: readonly DrillCandidate[],
  count: number,
  seed: string,
  now: number,
): DrillCandidate[] {
  const left = [...candidates].sort((a, b) => (a.day < b.day ? -1 : 1));
  const random = seededRandom(seed);
  const chosen: DrillCandidate[] = [];
  while (chosen.length < count && left.length > 0) {
    const [drawn] = left.splice(draw(left, random(), now), 1);
    if (drawn !== undefined) chosen.push(drawn);
  }
  return chosen.sort((a, b) => (a.day < b.day ? -1 : 1));
}

function draw(candidates: readonly DrillCandidate[], chance: number, now: number): number {
  const weights = candidates.map((candidate) => weightOf(candidate, now));
  let left = chance * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (left -= weight) < 0),
  );
}
