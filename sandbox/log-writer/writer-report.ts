import type { Outcome } from './outcome';

export interface WriterReport {
  /** Lines whose outcome is known. */
  sent: number;
  /** Lines that Elasticsearch acknowledged: so many documents there are at least (a line that timed out may be there, too). */
  written: number;
  failed: number;
  failedLines: { at: Date; reason: string }[];
  /** The longest time without any line acknowledged, in milliseconds. */
  longestGapMs: number;
}

/** Sums up what became of the lines that were written from `begin` on, until `end`. */
export function summarize(outcomes: Outcome[], begin: number, end: number): WriterReport {
  const failedLines = outcomes.flatMap(({ at, reason }) =>
    reason === undefined ? [] : [{ at: new Date(at), reason }],
  );
  const acknowledged = outcomes.filter(({ reason }) => reason === undefined).map(({ at }) => at);
  const moments = [begin, ...acknowledged.sort((a, b) => a - b), end];
  const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
  return {
    sent: outcomes.length,
    written: acknowledged.length,
    failed: failedLines.length,
    failedLines,
    longestGapMs: Math.max(...gaps),
  };
}

/** As `summarize`, for the lines whose outcome fell into a period. */
export function summarizePeriod(outcomes: Outcome[], { from, to }: { from: number; to: number }): WriterReport {
  const within = outcomes.filter(({ at }) => at >= from && at <= to);
  return summarize(within, from, to);
}
