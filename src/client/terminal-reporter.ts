import { Listr } from 'listr2';
import { liveLines } from './progress-line';
import type { Reporter } from './reporter';

/** A live task with a spinner and bars, one for the whole and one for each index under way; leaves one line behind. */
export function terminalReporter(write: (line: string) => void): Reporter {
  let finish: { resolve: (summary: string) => void; reject: (error: Error) => void } | undefined;
  let show: (line: string) => void = () => undefined;
  let drawn: Promise<void> = Promise.resolve();
  return {
    started({ workflowId, link, operation, cluster }) {
      write(link);
      const end = new Promise<string>((resolve, reject) => (finish = { resolve, reject }));
      const tasks = new Listr(
        [
          {
            title: cluster === undefined ? workflowId : `${operation} of ${cluster} (${workflowId})`,
            task: async (_, task) => {
              show = (line) => void (task.output = line);
              task.title = await end;
            },
            // One output, of as many lines as it has.
            rendererOptions: { outputBar: 1 },
          },
        ],
        // Its own listener for Ctrl-C would end the process before a word is said about the run.
        { registerSignalListeners: false },
      );
      // What went wrong is printed once, by the command.
      drawn = tasks.run().then(
        () => undefined,
        () => undefined,
      );
    },
    // On a line of standard error it would be lost below the live task until its end.
    warning: (line) => show(line),
    progress: (progress) => show(liveLines(progress)),
    done: (_, summary) => finish?.resolve(summary),
    stopped: () => finish?.reject(new Error('')),
    settled: () => drawn,
  };
}
