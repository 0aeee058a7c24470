import type { Config } from '../config/load';
import { CommandError } from './exit-code';
import { followRun } from './follow-run';
import { requireWorker } from './look';
import { liveLine } from './progress-line';
import { commandErrorOf } from './run-failure';
import type { GlobalOptions } from './session';
import { withSession } from './session';

/** What is brought back for a while, beside what is live. */
export interface TemporaryRestore {
  cluster: string;
  /** `YYYY-MM-DD` */
  day: string;
  index: string;
  /** Put before the name of the index. */
  prefix: string;
}

/**
 * Has a worker bring a day back under a temporary name, which expires within a day whatever becomes of this process.
 * Aborted, it cancels the restore, which then removes what it has brought back.
 * @returns the snapshot that it came from.
 * @throws CommandError.
 */
export function restoreForAWhile(
  config: Config,
  options: GlobalOptions,
  { cluster, day, index, prefix }: TemporaryRestore,
  onProgress: (line: string) => void,
  signal: AbortSignal,
): Promise<string> {
  return withSession(config, options, async (session) => {
    await requireWorker(session);
    const wish = { cluster, days: [day], into: { prefix }, replicas: 0, expireAfter: '1d' };
    const run = await session.client.start('restore', wish, new Date());
    try {
      const { restored } = await followRun(run, (progress) => onProgress(liveLine(progress)), signal);
      const snapshot = restored.find(({ indices }) => indices.includes(`${prefix}${index}`))?.snapshot;
      if (snapshot !== undefined) return snapshot;
      throw new CommandError(`${run.workflowId} did not bring ${prefix}${index} back: see its result`);
    } catch (error) {
      if (signal.aborted) await run.cancel().catch(() => undefined);
      signal.throwIfAborted();
      throw commandErrorOf(error, run.workflowId);
    }
  });
}
