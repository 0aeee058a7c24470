import { CommandError } from './exit-code';
import { followRun } from './follow-run';
import type { Operations, Run } from './logkeep-client';
import { commandErrorOf } from './run-failure';
import type { Session } from './session';
import { describeRun, reporterFor } from './session';

/** Starts an operation and follows it to its end, or leaves it running when it is to be detached. */
export async function operate<Name extends 'backup' | 'restore'>(
  session: Session,
  name: Name,
  input: Operations[Name]['input'],
  detach: boolean,
): Promise<void> {
  const run = await session.client.start(name, input, new Date());
  await warnWithoutWorker(session);
  if (!detach) return follow(session, run, name, input.cluster);
  const started = describeRun(session, run, name, input.cluster);
  if (session.json) session.print(JSON.stringify({ type: 'started', ...started }));
  else
    session.print(
      `Started ${started.workflowId}\n${started.link}\nFollow it with: logkeep watch ${started.workflowId}`,
    );
}

/** Follows a run to its end. Ctrl-C stops the watching, not the run. */
export async function follow(session: Session, run: Run, operation: string, cluster?: string): Promise<void> {
  const reporter = reporterFor(session);
  const interrupt = new AbortController();
  const onInterrupt = () => {
    interrupt.abort(
      new CommandError(
        `${run.workflowId} goes on without you. Follow it with: logkeep watch ${run.workflowId}; stop it with: logkeep cancel ${run.workflowId}`,
      ),
    );
  };
  process.once('SIGINT', onInterrupt);
  reporter.started(describeRun(session, run, operation, cluster));
  try {
    const result = await followRun(run, (progress) => reporter.progress(progress), interrupt.signal);
    reporter.done(result, summaryOf(result));
    await reporter.settled();
  } catch (error) {
    reporter.stopped();
    await reporter.settled();
    throw commandErrorOf(error, run.workflowId);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

/** Without a worker a run waits for ever and says nothing: say it instead. */
export async function warnWithoutWorker({ client, warn }: Session): Promise<void> {
  if (await client.hasWorker()) return;
  warn(`No worker takes work from the task queue "${client.taskQueue}", so the run waits: start one (npm run worker)`);
}

function summaryOf(result: unknown): string {
  return typeof result === 'object' && result !== null && 'summary' in result && typeof result.summary === 'string'
    ? result.summary
    : 'Done';
}
