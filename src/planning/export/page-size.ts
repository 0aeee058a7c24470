/** How many sequence numbers the next request asks for. */
export interface PageLimits {
  /** Bytes that an answer should have: enough to make the request worth it, few enough to hold several. */
  wanted: number;
  /** The server's own limit (`index.max_result_window`). */
  most: number;
}

/** Documents are of unknown size at first. */
export const firstPage = 500;

/** From what the last request asked for and what came: at most four times as many, so that one guess cannot go far wrong. */
export function nextPage(asked: number, bytes: number, { wanted, most }: PageLimits): number {
  const fitting = Math.floor((asked * wanted) / Math.max(1, bytes));
  return Math.max(1, Math.min(fitting, asked * 4, most));
}

/** After an answer that was too large to be taken; null when a single document is. */
export function smallerPage(asked: number): number | null {
  return asked === 1 ? null : Math.max(1, Math.floor(asked / 8));
}
