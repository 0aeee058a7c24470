import { isBackup } from './describe-backup';
import { isRestore } from './describe-restore';
import { isDrill } from './describe-drill';
import { CommandError, exitCode } from './exit-code';
import { followRun } from './follow-run';
import { readUndone } from './live-progress';
import type { Operations, Run } from './logkeep-client';
import { isPlanned } from './planned';
import type { Reporter } from './reporter';
import { commandErrorOf, wasCancelled } from './run-failure';
import type { Session } from './session';
import { describeRun, reporterFor } from './session';
import { tellMore } from './tell-more';
import { tellStarted, warnWithoutWorker } from './tell-started';

/** Starts an operation and follows it to its end, or leaves it running when it is to be detached. */
export async function operate<
  Name extends 'setupBackup' | 'removeBackup' | 'backup' | 'restore' | 'restored' | 'drill',
>(session: Session, name: Name, input: Operations[Name]['input'], detach: boolean): Promise<void> {
  const run = await session.client.start(name, input, new Date());
  if (!detach) return follow(session, run, name, input.cluster);
  return tellStarted(session, run, name, input.cluster);
}

/** Follows a run to its end. Ctrl-C stops the watching, not the run. */
export async function follow(session: Session, run: Run, operation: string, cluster?: string): Promise<void> {
  const reporter = reporterFor(session);
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort(interrupted(run.workflowId));
  // Not `once`: what restores the terminal's cursor would find itself the only listener left, and end the process.
  process.on('SIGINT', onInterrupt);
  reporter.started(describeRun(session, run, operation, cluster));
  void warnWithoutWorker(session, (line) => reporter.warning(line));
  try {
    const result = await followRun(run, (progress) => reporter.progress(progress), interrupt.signal);
    reporter.done(result, summaryOf(result));
    await reporter.settled();
    tellMore(session, result);
  } catch (error) {
    await stop(reporter);
    throw commandErrorOf(error, run.workflowId, wasCancelled(error) ? await readUndone(run) : undefined);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

async function stop(reporter: Reporter): Promise<void> {
  reporter.stopped();
  await reporter.settled();
}

function interrupted(workflowId: string): CommandError {
  return new CommandError(
    `${workflowId} goes on without you. Follow it with: logkeep watch ${workflowId}; stop it with: logkeep cancel ${workflowId}`,
    exitCode.interrupted,
  );
}

function summaryOf(result: unknown): string {
  // All that the summary of a plan says stands below it.
  if ((isPlanned(result) || isBackup(result) || isDrill(result) || isRestore(result)) && result.dryRun)
    return 'Dry run: nothing was changed';
  return typeof result === 'object' && result !== null && 'summary' in result && typeof result.summary === 'string'
    ? result.summary
    : 'Done';
}
