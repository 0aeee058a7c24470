import { setTimeout as pause } from 'node:timers/promises';
import { ElasticsearchError } from '../elasticsearch/errors';

/** What work that takes long has with it. */
export interface Surroundings {
  /** Aborted when a person wants it to end. */
  signal: AbortSignal;
  /** Is told why something is being tried again. */
  onRetry: (reason: string) => void;
}

const shortest = 250;
const longest = 15_000;
/** A cluster that is restarted with care is back within this time. */
const patience = 600_000;

/**
 * Does something that may be repeated until it succeeds: a cluster that is busy or restarts costs a pause, not the work.
 * @throws what it failed with when that will not pass, or has not passed for ten minutes; the signal's reason.
 */
export async function patiently<T>({ signal, onRetry }: Surroundings, work: () => Promise<T>): Promise<T> {
  const since = Date.now();
  for (let wait = shortest; ; wait = Math.min(longest, wait * 2)) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ElasticsearchError) || !error.retryable || Date.now() - since > patience) throw error;
      onRetry(error.message);
      await pause(wait, undefined, { signal });
    }
  }
}
