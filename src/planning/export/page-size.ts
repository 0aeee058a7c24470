/** How many sequence numbers the next request asks for. */
export interface PageLimits {
  /** Bytes that an answer should have: enough to make the request worth it, few enough to hold several. */
  wanted: number;
  /** The server's own limit (`index.max_result_window`). */
  most: number;
}

/**
 * Documents are of unknown size at first, and the server holds all of an answer in its memory: 150 of 2 MB ended a 7.17
 * with a heap of 512 MB.
 */
export const firstPage = 16;

/** From what the last request asked for and what came: at most four times as many, so that one guess cannot go far wrong. */
export function nextPage(asked: number, bytes: number, { wanted, most }: PageLimits): number {
  const fitting = Math.floor((asked * wanted) / Math.max(1, bytes));
  return Math.max(1, Math.min(fitting, asked * 4, most));
}

/** After an answer that was too large to be taken; null when a single document is. */
export function smallerPage(asked: number): number | null {
  return asked === 1 ? null : Math.max(1, Math.floor(asked / 8));
}

/**
 * The first numbers of a range, so many that its documents fit into a file.
 * @param asked how many documents were looked at, that have so many `bytes`.
 */
export function narrowed(
  { from, to }: { from: number; to: number },
  asked: number,
  bytes: number,
  most: number,
): { from: number; to: number } {
  const fitting = Math.max(1, Math.floor((most * asked) / Math.max(1, bytes)));
  // Not for a little that is left over: that would be a small file more.
  return to - from + 1 <= fitting * 2 ? { from, to } : { from, to: from + fitting - 1 };
}
