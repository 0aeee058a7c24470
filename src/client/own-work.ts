import { TransferError } from '../transfer/transfer-error';
import { CommandError, exitCode } from './exit-code';
import type { GlobalOptions } from './config-of';
import { terminalTask } from './terminal-task';

/** Shows work that this very process does, to whoever reads. */
export interface WorkReporter {
  /** What is being done now, one sentence. */
  stage(sentence: string): void;
  /** How far it is: a line for people, facts for programs. Called as often as there is news. */
  progress(line: string, facts: object): void;
  /** What a person should know, one sentence. */
  warning(sentence: string): void;
}

/** What the work leaves behind: a result for programs, and a summary for people. */
export interface WorkResult {
  result: object;
  summary: string;
}

/**
 * Does work of this process with a live line of its progress.
 * @param resume what to say when it is interrupted: how it is taken up again.
 * @throws CommandError.
 */
export async function ownWork(
  { output }: Pick<GlobalOptions, 'output'>,
  { title, resume }: { title: string; resume: string },
  work: (reporter: WorkReporter, signal: AbortSignal) => Promise<WorkResult>,
): Promise<void> {
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort(new CommandError(resume, exitCode.interrupted));
  const signals = ['SIGINT', 'SIGTERM'] as const;
  // Not `once`: what restores the terminal's cursor would find itself the only listener left, and end the process.
  for (const signal of signals) process.on(signal, onSignal);
  try {
    const run = (reporter: WorkReporter) => work(reporter, interrupt.signal);
    if (output === 'json') await inJson(title, run);
    else if (process.stdout.isTTY) await onTerminal(title, run);
    else await inLines(run);
  } catch (error) {
    interrupt.signal.throwIfAborted();
    if (!(error instanceof TransferError)) throw error;
    throw new CommandError(error.message, error.refused ? exitCode.refused : exitCode.failed);
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

type Run = (reporter: WorkReporter) => Promise<WorkResult>;

const warn = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function inJson(title: string, run: Run): Promise<void> {
  const line = (type: string, more: object) => print(JSON.stringify({ type, ...more }));
  line('started', { operation: title });
  const progress = atMostEvery(500, (_: string, facts: object) => line('progress', facts));
  const { result } = await run({ stage: (message) => line('progress', { message }), progress, warning: warn });
  line('result', { result });
}

/** For logs and pipes: what is being done, and now and then how far it is. */
async function inLines(run: Run): Promise<void> {
  const { summary } = await run({ stage: print, progress: atMostEvery(10_000, print), warning: warn });
  print(summary);
}

async function onTerminal(title: string, run: Run): Promise<void> {
  const task = terminalTask(title);
  let doing = '';
  const reporter: WorkReporter = {
    stage: (sentence) => task.show((doing = sentence)),
    progress: atMostEvery(100, (line) => task.show(`${doing} · ${line}`)),
    // On a line of standard error it would be lost below the live task until its end.
    warning: (sentence) => task.show(sentence),
  };
  try {
    const { summary } = await run(reporter);
    task.done(summary);
  } catch (error) {
    task.stopped();
    throw error;
  } finally {
    await task.settled();
  }
}

/** The first call of each while, in milliseconds; those between are dropped. */
function atMostEvery<Arguments extends unknown[]>(
  milliseconds: number,
  call: (...args: Arguments) => void,
): (...args: Arguments) => void {
  let last = -Infinity;
  return (...args) => {
    const now = performance.now();
    if (now - last < milliseconds) return;
    last = now;
    call(...args);
  };
}
