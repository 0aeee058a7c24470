import { startLogWriter } from '../../sandbox/log-writer/start-log-writer';
import type { WriterReport } from '../../sandbox/log-writer/writer-report';
import { eventually } from './eventually';
import type { KubeSphere } from './kubesphere';
import type { TemporalWorld } from './temporal';

export interface Written<Result> {
  result: Result;
  report: WriterReport;
  /** The lines that failed while it was not the elected master that was being restarted, and what was going on instead. */
  failedElsewhere: { at: Date; reason: string; during: string[] }[];
}

/** Runs a workflow while a writer sends ten lines a second, each once, and tells what became of them. */
export async function whileWriting<Result>(
  kubesphere: KubeSphere,
  temporal: TemporalWorld,
  workflowType: string,
  input: object,
): Promise<Written<Result>> {
  const writer = await startLogWriter({ url: kubesphere.url, linesPerSecond: 10 });
  const runToItsEnd = async () => {
    // The first lines make the day's index, and a cluster that has just started takes seconds for that.
    await eventually(() => Promise.resolve(writer.report().written >= 20));
    const start = Date.now();
    const run = await temporal.start<Result>(workflowType, input);
    return { start, workflowId: run.workflowId, result: await run.result() };
  };
  // In any case: as long as the writer runs, so does jest.
  const { start, workflowId, result } = await runToItsEnd().finally(() => writer.stop());
  const report = writer.report({ from: start, to: Date.now() });
  const activities = await activitiesOf(temporal, workflowId);
  const { from, to } = masterRestart(activities);
  const failedElsewhere = report.failedLines
    .filter(({ at }) => at.getTime() < from || at.getTime() > to + answerTime)
    .map((line) => ({ ...line, during: activities.filter(isUnderWayAt(line.at.getTime())).map(({ name }) => name) }));
  const { sent, failed, longestGapMs } = report;
  const told = { sent, failed, longestGapMs, failedElsewhere };
  process.stderr.write(`${workflowType} while writing: ${JSON.stringify(told)}\n`);
  return { result, report, failedElsewhere };
}

/** How long a line waits for its answer before it has failed, and a little more. */
const answerTime = 2500;

/** Times are milliseconds since 1970. */
interface ActivityTime {
  name: string;
  from: number;
  to: number;
}

/** When the activities of a run were scheduled and completed, in the order in which they were scheduled. */
async function activitiesOf({ client }: TemporalWorld, workflowId: string): Promise<ActivityTime[]> {
  const events = (await client.workflow.getHandle(workflowId).fetchHistory()).events ?? [];
  const timeOf = (event: (typeof events)[number] | undefined) =>
    event === undefined ? Infinity : Number(event.eventTime?.seconds) * 1000 + Number(event.eventTime?.nanos) / 1e6;
  return events.flatMap((event) => {
    const name = event.activityTaskScheduledEventAttributes?.activityType?.name;
    if (typeof name !== 'string') return [];
    const completed = events.find(
      ({ activityTaskCompletedEventAttributes: its }) => Number(its?.scheduledEventId) === Number(event.eventId),
    );
    return [{ name, from: timeOf(event), to: timeOf(completed) }];
  });
}

const isUnderWayAt = (at: number) => (activity: ActivityTime) => activity.from <= at && at <= activity.to;

/** What a run does between ending the elected master's Elasticsearch and having its pod back. */
const ofTheMaster = ['endServer', 'stopPod', 'awaitPod', 'dismissStandIn'];

/** The time in which the elected master, which comes last, was restarted. */
function masterRestart(activities: readonly ActivityTime[]): { from: number; to: number } {
  const from = activities.find(({ name }) => name === 'endServer')?.from ?? Infinity;
  const to = activities.findLast(({ name }) => ofTheMaster.includes(name))?.to ?? -Infinity;
  return { from, to };
}
