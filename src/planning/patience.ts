/**
 * How long the n-th slice of a long wait lasts, in milliseconds: 5 s, 10 s, 20 s … up to 5 minutes. A short operation
 * is reported at once, one of many hours costs a few hundred events of history.
 */
export function sliceLength(slice: number): number {
  return Math.min(5_000 * 2 ** slice, 300_000);
}

/** The pause before the next look inside a slice, in milliseconds: 50 ms at first, then a tenth of the time waited, at most 5 s. */
export function pollPause(waited: number): number {
  return Math.min(Math.max(50, waited / 10), 5_000);
}
