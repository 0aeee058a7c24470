import { byName } from './decision';
import type { Decision } from './decision';
import type { CleanupRules } from './cleanup-rules';
import { deletionsUnasked } from './cleanup-rules';
import type { Day } from './day';
import type { IndexPattern } from './index-pattern';
import { Expiry } from './expiry';
import { sealAlias } from './live-index';
import type { IndexTraits } from './live-index';
import type { IndexFacts } from './selection/facts';
import { selectIndices } from './selection/select';
import type { TimeZone } from './time-zone';

/** Which live indices may go once they are proven to be in a backup, and why the others stay. */
export interface CleanupPlan {
  candidates: (Decision & { uuid: string })[];
  kept: Decision[];
  /** More candidates than this wait for an approval. */
  unasked: number;
}

export interface CleanupContext {
  pattern: IndexPattern;
  zone: TimeZone;
  /** When the run was meant to start: its own day and the one before are never touched. */
  now: Date;
  /** What filters judge the indices by; needed only where there are filters. */
  facts?: readonly IndexFacts[];
}

/** Whether the rules of the file let an index go, and why. */
interface Wish {
  goes: boolean;
  reason: string;
}

interface Question {
  index: IndexTraits;
  day: Day;
  wish: Wish;
  context: CleanupContext;
  /** How many of the cluster's indices have an alias. */
  members: (alias: string) => number;
}

type Judge = (question: Question) => string | null;

/** In order; the first that has something to say keeps the index. */
const keepers: Judge[] = [
  ({ day, context: { zone, now } }) => {
    const age = zone.dayAt(now).daysSince(day);
    return age < 0 ? 'its day is yet to come' : age === 0 ? 'it is of today' : age === 1 ? 'it is of yesterday' : null;
  },
  ({ wish }) => (wish.goes ? null : wish.reason),
  ({ index: { open } }) => (open ? null : 'it is closed, so it cannot be proven to be in a backup'),
  ({ index: { blocks } }) =>
    blocks.readOnly ? 'it is read-only (index.blocks.read_only), so it cannot be deleted' : null,
  ({ index: { dataStream } }) => (dataStream === undefined ? null : `it belongs to the data stream ${dataStream}`),
  ({ index: { aliases } }) =>
    aliases.some(({ name }) => Expiry.isAlias(name)) ? 'it was restored, and goes when its own time is over' : null,
  ({ index: { aliases }, members }) => {
    // Without a word about it, the only index of an alias takes what is written to it.
    const written = aliases.find(
      ({ name, isWriteIndex }) => name !== sealAlias && (isWriteIndex ?? members(name) === 1),
    );
    return written === undefined ? null : `what is written to the alias ${written.name} goes into it`;
  },
];

/**
 * Decides about the daily indices of a cluster; what is no day of the pattern is left out before. The order of the
 * input does not matter.
 */
export function planCleanup(
  indices: readonly IndexTraits[],
  rules: CleanupRules,
  context: CleanupContext,
): CleanupPlan {
  const members = (alias: string) => indices.filter(({ aliases }) => aliases.some(({ name }) => name === alias)).length;
  const plan: CleanupPlan = { candidates: [], kept: [], unasked: 0 };
  const wishOf = wishes(rules, context);
  for (const index of [...indices].sort(byName)) {
    const { name, uuid } = index;
    const day = context.pattern.dayOf(name);
    if (day === null) {
      plan.kept.push({ name, reason: 'its name is no day of the pattern' });
      continue;
    }
    const wish = wishOf(name, day);
    const reason = firstWord({ index, day, wish, context, members });
    if (reason !== null) plan.kept.push({ name, reason });
    else plan.candidates.push({ name, uuid, reason: wish.reason });
  }
  const daily = indices.filter(({ name }) => context.pattern.dayOf(name) !== null).length;
  return { ...plan, unasked: deletionsUnasked(rules, daily) };
}

/** What the rules say of each index. */
function wishes({ maxAge, filters = [] }: CleanupRules, { zone, now, facts = [] }: CleanupContext) {
  if (maxAge !== undefined) {
    const since = zone.before(now, maxAge);
    return (_: string, day: Day): Wish =>
      zone.startOf(day) < since
        ? { goes: true, reason: `its day began more than ${maxAge.toString()} ago` }
        : { goes: false, reason: `its day began less than ${maxAge.toString()} ago` };
  }
  const { chosen, others } = selectIndices(filters, facts, now);
  const said = new Map<string, Wish>([
    ...others.map(({ name, reason }): [string, Wish] => [name, { goes: false, reason: `by the filters it ${reason}` }]),
    ...chosen.map(({ name, reason }): [string, Wish] => [name, { goes: true, reason: `by the filters it ${reason}` }]),
  ]);
  // One that came after the look at the facts.
  return (name: string): Wish => said.get(name) ?? { goes: false, reason: 'the filters have not seen it' };
}

function firstWord(question: Question): string | null {
  for (const judge of keepers) {
    const reason = judge(question);
    if (reason !== null) return reason;
  }
  return null;
}
