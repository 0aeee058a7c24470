import type { LiveProgress } from './live-progress';
import { progressLine } from './progress-line';

/** The run that a reporter reports on. */
export interface Started {
  workflowId: string;
  link: string;
  operation: string;
  /** Unknown for a run that was found by its ID. */
  cluster?: string;
}

/** Shows a followed run to whoever reads: a person at a terminal, a log file, a program. */
export interface Reporter {
  started(run: Started): void;
  /** What keeps the run from making progress, and what to do about it. */
  warning(line: string): void;
  progress(progress: LiveProgress): void;
  done(result: unknown, summary: string): void;
  /** The run did not end well, or is no longer watched; the error itself is printed by the command. */
  stopped(): void;
  /** Resolves when everything is on the screen. */
  settled(): Promise<void>;
}

type Write = (line: string) => void;

/** One JSON object per line on standard output: `started`, `progress`, `result`. Errors follow as `error`. */
export function jsonReporter(write: Write, warn: Write): Reporter {
  const line = (type: string, more: object) => write(JSON.stringify({ type, ...more }));
  return {
    started: (run) => line('started', run),
    warning: warn,
    progress: (progress) => line('progress', progress),
    done: (result) => line('result', { result }),
    stopped: () => undefined,
    settled: () => Promise.resolve(),
  };
}

/** A line for each step and for each new reason of trying again, for logs and pipes. */
export function plainReporter(write: Write, warn: Write): Reporter {
  let last = '';
  let said = '';
  return {
    started: ({ workflowId, link }) => write(`Started ${workflowId}\n${link}`),
    warning: warn,
    progress: (progress) => {
      const news = JSON.stringify([progress.message, progress.retrying?.reason, progress.undone]);
      if (news === last) return;
      last = news;
      said = progressLine(progress);
      write(said);
    },
    // A run's last words are its summary, and may have been seen already.
    done: (_, summary) => (summary === said ? undefined : write(summary)),
    stopped: () => undefined,
    settled: () => Promise.resolve(),
  };
}
