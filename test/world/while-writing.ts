import { startLogWriter } from '../../sandbox/log-writer/start-log-writer';
import type { WriterReport } from '../../sandbox/log-writer/writer-report';
import { activitiesOf } from './activities-of';
import type { PastActivity } from './activities-of';
import { eventually } from './eventually';
import type { KubeSphere } from './kubesphere';
import type { TemporalWorld } from './temporal';

export interface Written<Result> {
  result: Result;
  workflowId: string;
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
  return { result, workflowId, report, failedElsewhere };
}

/** How long a line waits for its answer before it has failed, and a little more. */
const answerTime = 2500;

const isUnderWayAt = (at: number) => (activity: PastActivity) => activity.from <= at && at <= activity.to;

/** What a run does between ending the elected master's Elasticsearch and having its pod back. */
const ofTheMaster = ['endServer', 'stopPod', 'awaitPod', 'dismissStandIn'];

/**
 * The time in which the elected master, which comes last, was restarted. Where it was not handed over, that is until the
 * cluster is complete again: the data nodes find it one after the other.
 */
function masterRestart(activities: readonly PastActivity[]): { from: number; to: number } {
  const handedOver = activities.find(({ name }) => name === 'endServer');
  const from = (handedOver ?? activities.findLast(({ name }) => name === 'stopPod'))?.from ?? Infinity;
  const last = handedOver === undefined ? [...ofTheMaster, 'awaitCalm'] : ofTheMaster;
  const to = activities.findLast(({ name }) => last.includes(name))?.to ?? -Infinity;
  return { from, to };
}
