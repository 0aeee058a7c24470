import { Listr, PRESET_TIMER } from 'listr2';
import { CommandError } from '../../src/client/exit-code';
import { removeWorld } from '../servers/server-handle';
import { reapOrphans } from '../processes/reap';
import { stopOwned, stopOwnedOnSignal } from '../processes/stop-owned';
import { SandboxError } from '../sandbox-error';
import { describeOutcome } from './describe-outcome';
import * as steps from './steps';
import { world } from './story';
import type { Story } from './story';

/** `npm run demo`: a lost day of logs comes back, on real servers. */
async function main(): Promise<void> {
  await reapOrphans();
  stopOwnedOnSignal();
  const begun = Date.now();
  const story: Story = { links: {} };
  try {
    await removeWorld(world);
    await tasks().run(story);
    const seconds = Math.round((Date.now() - begun) / 1000);
    process.stdout.write(`${describeOutcome(story)}\nThe lost day is back, identical, ${seconds} s after the start.\n`);
    if (process.stdin.isTTY && process.stdout.isTTY) await untilInterrupted();
  } finally {
    await stopOwned();
  }
}

function tasks(): Listr<Story> {
  return new Listr<Story>(
    [
      {
        title: 'Start the servers',
        task: (_, task) => task.newListr([steps.elasticsearchStep, steps.temporalStep], { concurrent: true }),
      },
      {
        title: 'Start logkeep and load logs',
        task: (_, task) => task.newListr([steps.workerStep, steps.seedStep], { concurrent: true }),
      },
      steps.repositoryStep,
      steps.measureStep,
      steps.backupStep,
      steps.loseStep,
      steps.restoreStep,
      steps.compareStep,
    ],
    {
      rendererOptions: { timer: PRESET_TIMER, collapseSubtasks: false },
      fallbackRenderer: 'simple',
      fallbackRendererOptions: { timer: PRESET_TIMER },
      // Its own would end this process on Ctrl-C before the servers are stopped.
      registerSignalListeners: false,
    },
  );
}

/** The servers stay up to look around, until Ctrl-C, whose listener stops them and ends this process. */
function untilInterrupted(): Promise<never> {
  process.stdout.write('Everything stays up to look around. Ctrl-C ends it.\n');
  setInterval(() => undefined, 3_600_000);
  return new Promise(() => undefined);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const expected = error instanceof SandboxError || error instanceof CommandError;
    process.stderr.write(
      `${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  },
);
