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
  const ended = new AbortController();
  const watching = watch(run, onProgress, AbortSignal.any([signal, ended.signal]));
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    return await Promise.race([run.result(), aborted]);
  } finally {
    ended.abort();
    await watching;
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
