import { setTimeout as pause } from 'node:timers/promises';
import { readProgress } from './live-progress';
import type { LiveProgress } from './live-progress';
import type { Run } from './logkeep-client';

const interval = 500;

/**
 * Watches a run to its end and calls back whenever its progress has changed.
 * @returns the result of the run.
 * @throws what the run failed with; the signal's reason when it is aborted, which leaves the run alone.
 */
export async function followRun<Result>(
  run: Run<Result>,
  onProgress: (progress: LiveProgress) => void,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  const ended = new AbortController();
  const over = AbortSignal.any([signal, ended.signal]);
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    // Requests under way end with the signal: without a worker a query would hold the process for ten seconds.
    return await run.client.withAbortSignal(over, () => {
      void watch(run, onProgress, over);
      return Promise.race([aborted, run.result()]);
    });
  } finally {
    ended.abort();
  }
}

async function watch(run: Run, onProgress: (progress: LiveProgress) => void, signal: AbortSignal): Promise<void> {
  let last = '';
  while (!signal.aborted) {
    // A look that fails costs nothing: the next one follows, and the result is awaited elsewhere.
    const progress = await readProgress(run).catch(() => null);
    const now = JSON.stringify(progress);
    if (progress !== null && now !== last && !signal.aborted) onProgress(progress);
    last = now;
    await pause(interval, undefined, { signal }).catch(() => undefined);
  }
}
