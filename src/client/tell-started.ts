import type { Run } from './logkeep-client';
import type { Session } from './session';
import { describeRun } from './session';

/** Says which run was started, for whoever does not follow it, and what keeps it from making progress. */
export async function tellStarted(session: Session, run: Run, operation: string, cluster: string): Promise<void> {
  const started = describeRun(session, run, operation, cluster);
  if (session.json) session.print(JSON.stringify({ type: 'started', ...started }));
  else
    session.print(
      `Started ${started.workflowId}\n${started.link}\nFollow it with: logkeep watch ${started.workflowId}`,
    );
  await warnWithoutWorker(session, session.warn);
}

/** Without a worker a run waits for ever and says nothing: say it instead. */
export async function warnWithoutWorker({ client }: Session, warn: (line: string) => void): Promise<void> {
  if (await client.hasWorker()) return;
  warn(`No worker takes work from the task queue "${client.taskQueue}", so the run waits: start one (npm run worker)`);
}
