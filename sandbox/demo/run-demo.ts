import { Listr, PRESET_TIMER } from 'listr2';
import type { ListrTask } from 'listr2';
import { CommandError } from '../../src/client/exit-code';
import { reapOrphans } from '../processes/reap';
import { stopOwned, stopOwnedOnSignal } from '../processes/stop-owned';
import { SandboxError } from '../sandbox-error';
import { removeWorld } from '../servers/server-handle';
import type { Story } from './story';

export interface Demo<S extends Story> {
  story: S;
  steps: ListrTask<S>[];
  /** What is said at the end; it is told how many seconds it all took. */
  outcome: (story: S, seconds: number) => string;
}

/** Plays a demo in a fresh world, tells the outcome, stays up on a terminal until Ctrl-C, and ends this process. */
export function runDemo<S extends Story>(demo: Demo<S>): void {
  play(demo).then(
    () => process.exit(0),
    (error: unknown) => {
      const expected = error instanceof SandboxError || error instanceof CommandError;
      process.stderr.write(
        `${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exit(1);
    },
  );
}

async function play<S extends Story>({ story, steps, outcome }: Demo<S>): Promise<void> {
  await reapOrphans();
  stopOwnedOnSignal();
  const begun = Date.now();
  try {
    await removeWorld(story.world);
    await tasksOf(steps).run(story);
    process.stdout.write(outcome(story, Math.round((Date.now() - begun) / 1000)));
    if (process.stdin.isTTY && process.stdout.isTTY) await untilInterrupted();
  } finally {
    await stopOwned();
  }
}

function tasksOf<S extends Story>(steps: ListrTask<S>[]): Listr<S> {
  return new Listr<S>(steps, {
    rendererOptions: { timer: PRESET_TIMER, collapseSubtasks: false },
    fallbackRenderer: 'simple',
    fallbackRendererOptions: { timer: PRESET_TIMER },
    // Its own would end this process on Ctrl-C before the servers are stopped.
    registerSignalListeners: false,
  });
}

/** The servers stay up to look around, until Ctrl-C, whose listener stops them and ends this process. */
function untilInterrupted(): Promise<never> {
  process.stdout.write('Everything stays up to look around. Ctrl-C ends it.\n');
  setInterval(() => undefined, 3_600_000);
  return new Promise(() => undefined);
}
