import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks `condition` again and again until it returns something other than undefined or false, and returns that; after
 * `boundMs` milliseconds throws what `onTimeout` returns.
 */
export async function waitUntil<T>(
  condition: () => Promise<T | undefined | false> | T | undefined | false,
  options: { boundMs: number; everyMs?: number; onTimeout: () => Error },
): Promise<T> {
  const deadline = Date.now() + options.boundMs;
  for (;;) {
    const answer = await condition();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw options.onTimeout();
    await sleep(options.everyMs ?? 50);
  }
}
