import { Listr } from 'listr2';

/** A live task with a spinner and a line below it; leaves one line behind. */
export interface TerminalTask {
  show(line: string): void;
  done(summary: string): void;
  /** What went wrong is printed once, by the command. */
  stopped(): void;
  /** Resolves when everything is on the screen. */
  settled(): Promise<void>;
}

export function terminalTask(title: string): TerminalTask {
  let finish: { resolve: (summary: string) => void; reject: (error: Error) => void } | undefined;
  let show: (line: string) => void = () => undefined;
  const end = new Promise<string>((resolve, reject) => (finish = { resolve, reject }));
  const tasks = new Listr(
    [
      {
        title,
        task: async (_, task) => {
          show = (line) => void (task.output = line);
          task.title = await end;
        },
        rendererOptions: { outputBar: 1 },
      },
    ],
    // Its own listener for Ctrl-C would end the process before a word is said.
    { registerSignalListeners: false },
  );
  const drawn = tasks.run().then(
    () => undefined,
    () => undefined,
  );
  return {
    show: (line) => show(line),
    done: (summary) => finish?.resolve(summary),
    stopped: () => finish?.reject(new Error('')),
    settled: () => drawn,
  };
}
