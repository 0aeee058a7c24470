import type { Decision } from './decision';
import { isUnchanged } from './index-content';
import type { IndexContent } from './index-content';
import { isBlocked } from './live-index';
import type { IndexTraits } from './live-index';
import type { Snapshot } from './snapshot';

/** What is there now of an index that was sealed before the snapshot; null when it is gone. */
export interface SealedNow {
  traits: IndexTraits;
  content: IndexContent | undefined;
}

export interface Proven {
  /** May be deleted: the snapshot holds all that is in them. */
  proven: IndexContent[];
  unproven: Decision[];
  /** Not there any more. */
  gone: string[];
}

type Judge = (sealed: IndexContent, snapshot: Snapshot, now: SealedNow) => string | null;

/** Each returns the clause that speaks against deleting the index. */
const judges: Judge[] = [
  ({ name }, { state, ...snapshot }) =>
    ['SUCCESS', 'PARTIAL'].includes(state) ? null : `${snapshot.name} does not hold ${name}: it is ${state}`,
  ({ name }, snapshot) => (snapshot.indices.includes(name) ? null : `it is not in ${snapshot.name}`),
  ({ name }, snapshot) =>
    snapshot.failures.some(({ index }) => index === name) ? `a shard of it failed in ${snapshot.name}` : null,
  // A partial snapshot that does not say which shards failed proves nothing.
  (_, { state, shards, failures, ...snapshot }) =>
    shards.failed > failures.length || (state === 'PARTIAL' && failures.length === 0)
      ? `${snapshot.name} does not say which of its shards failed`
      : null,
  ({ uuid }, _, { traits }) => (traits.uuid === uuid ? null : 'another index has its name now'),
  (_, __, { traits }) => (isBlocked(traits) ? null : 'somebody has taken its write block away'),
  (sealed, _, { content }) => {
    if (content === undefined) return 'it cannot be looked at just now';
    return isUnchanged(sealed, content) ? null : 'it was written to after it had been sealed';
  },
];

/**
 * Proves for each sealed index that the snapshot of this very run holds it whole: in the snapshot without a failed
 * shard, still the same index, still blocked, and without a single write since before the snapshot began.
 * @param sealed what each held after it had been blocked and before the snapshot.
 */
export function proveDeletions(
  sealed: readonly IndexContent[],
  snapshot: Snapshot,
  now: ReadonlyMap<string, SealedNow>,
): Proven {
  const result: Proven = { proven: [], unproven: [], gone: [] };
  for (const before of sealed) {
    const present = now.get(before.name);
    if (present === undefined) {
      result.gone.push(before.name);
      continue;
    }
    const objections = judges.map((judge) => judge(before, snapshot, present)).filter((said) => said !== null);
    if (objections.length === 0) result.proven.push(before);
    else result.unproven.push({ name: before.name, reason: objections.join(', and ') });
  }
  return result;
}
