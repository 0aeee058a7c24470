import type { IndexContent } from './index-content';
import type { IndexTraits } from './live-index';
import { Expiry } from './expiry';
import { count } from './listing';
import { marksOf } from './restored-mark';
import type { RestoredMark } from './restored-mark';
import { writtenSince } from './restored-content';

/** A restored index as it is now. */
export interface RestoredNow {
  traits: IndexTraits;
  mark: RestoredMark;
  /** Absent while it is closed, or lacks a started primary shard. */
  content?: IndexContent;
}

/**
 * `stays`: nothing is to be done. `waits`: its time is over, and it cannot go just now. `written`: its time is over, and
 * it holds what no snapshot is known to hold, so that a person has to look. `goes`: it may be deleted.
 */
export type ExpiryVerdict = 'stays' | 'waits' | 'written' | 'goes';

/** What is decided about one restored index, and the clause that says why. */
export interface ExpiryDecision {
  verdict: ExpiryVerdict;
  reason: string;
}

type Judge = (index: RestoredNow, now: Date) => ExpiryDecision | null;

const stays = (reason: string): ExpiryDecision => ({ verdict: 'stays', reason });
const waits = (reason: string): ExpiryDecision => ({ verdict: 'waits', reason });
const written = (reason: string): ExpiryDecision => ({ verdict: 'written', reason });

const timeJudge: Judge = ({ traits, mark: { expires } }, now) => {
  const illegible = marksOf(traits).find(({ name }) => Expiry.ofAlias(name) === null);
  if (illegible !== undefined) return stays(`its mark ${illegible.name} cannot be read`);
  if (expires.isNever) return stays('it is kept for good');
  return expires.isOver(now) ? null : stays(`it is kept until ${expires.toString()}`);
};

/** What speaks against the deletion of any restored index, whoever wants it. In order; the first has the word. */
const proofJudges: Judge[] = [
  ({ traits: { open } }) => (open ? null : waits('it is closed, so nobody can tell whether it was written to')),
  ({ traits: { blocks } }) => (blocks.readOnly ? waits('it is read-only (index.blocks.read_only)') : null),
  ({ traits: { dataStream } }) =>
    dataStream === undefined ? null : stays(`it belongs to the data stream ${dataStream}`),
  ({ content }) => (content === undefined ? waits('a shard of it is missing, or still being restored') : null),
  ({ traits, mark: { content } }) =>
    content === undefined || content.uuid === traits.uuid ? null : written('its mark is that of another index'),
  ({ content: now, mark: { content: before } }) => {
    if (before === undefined) return written('nobody has seen its restore complete, so it may have been written to');
    return writtenSince(before, now) === 'no' ? null : written(`it was written to after its restore${by(before, now)}`);
  },
];

function by(before: { documents: number }, now: IndexContent | undefined): string {
  const more = (now?.documents ?? 0) - before.documents;
  return more === 0 ? '' : ` (${count(Math.abs(more), 'document')} ${more > 0 ? 'more' : 'fewer'})`;
}

/** Whether a restored index goes by itself, now that it is so late. */
export function judgeExpiry(index: RestoredNow, now: Date): ExpiryDecision {
  return first([timeJudge, ...proofJudges], index, now) ?? { verdict: 'goes', reason: overSince(index) };
}

/** Whether a restored index may be deleted by somebody who does not want to wait for its time. */
export function judgeDrop(index: RestoredNow): ExpiryDecision {
  return first(proofJudges, index, new Date(0)) ?? { verdict: 'goes', reason: 'it is as its restore left it' };
}

function first(judges: readonly Judge[], index: RestoredNow, now: Date): ExpiryDecision | null {
  for (const judge of judges) {
    const decision = judge(index, now);
    if (decision !== null) return decision;
  }
  return null;
}

function overSince({ mark: { expires } }: RestoredNow): string {
  return `it was restored until ${expires.toString()}`;
}
