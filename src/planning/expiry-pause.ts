const minute = 60_000;
const longest = 6 * 60 * minute;

/** How long to wait, in milliseconds, before a deletion is tried again that could not be made: a minute, later hours. */
export function retryPause(failures: number): number {
  return Math.min(longest, minute * 2 ** Math.min(failures - 1, 20));
}
