import { CommandError } from './exit-code';
import { followRun } from './follow-run';
import type { LiveProgress } from './live-progress';
import type { Operations, Run } from './logkeep-client';
import { commandErrorOf } from './run-failure';
import type { Session } from './session';

/**
 * Whoever looks waits for the answer, so that without a worker nothing is started that would wait for one.
 * @throws CommandError when no worker takes work.
 */
export async function requireWorker({ client }: Session): Promise<void> {
  if (await client.hasWorker()) return;
  throw new CommandError(
    `No worker takes work from the task queue "${client.taskQueue}", and the command asks the clusters through one: start one (npm run worker)`,
  );
}

/** Nobody comes back for the answer of a look that was abandoned. A slow volume makes its verification slow. */
const longest = {
  snapshots: '2 minutes',
  status: '2 minutes',
  days: '2 minutes',
  /** Only as a dry run. */
  restore: '5 minutes',
  restored: '2 minutes',
  provenDays: '2 minutes',
  checkSetup: '3 minutes',
} as const;

/**
 * Runs a workflow that only looks, and returns what it saw.
 * @param onRetry is told why a step of it is being tried again, each reason once.
 */
export async function look<Name extends keyof typeof longest>(
  session: Session,
  name: Name,
  input: Operations[Name]['input'],
  onRetry?: (reason: string) => void,
): Promise<Operations[Name]['result']> {
  const run = await session.client.start(name, input, new Date(), { workflowExecutionTimeout: longest[name] });
  try {
    return await (onRetry === undefined ? run.result() : tellingRetries(run, onRetry));
  } catch (error) {
    throw commandErrorOf(error, run.workflowId);
  }
}

function tellingRetries<Result>(run: Run<Result>, onRetry: (reason: string) => void): Promise<Result> {
  const told = new Set<string>();
  const onProgress = ({ retrying }: LiveProgress): void => {
    if (retrying === undefined || told.has(retrying.reason)) return;
    told.add(retrying.reason);
    onRetry(retrying.reason);
  };
  return followRun(run, onProgress, new AbortController().signal);
}
