import { describeOutcome } from '../demo/describe-outcome';
import { runDemo } from '../demo/run-demo';
import * as steps from '../demo/steps';
import { describeLosses } from './describe-losses';
import { kubernetesStep, setupStep, stopWritingStep, timed, writeStep } from './steps';
import type { KubeSphereStory } from './story';

/** `npm run demo:kubesphere`: a KubeSphere that cannot snapshot gets its backup, loses a day and has it back. */
runDemo<KubeSphereStory>({
  // Fewer lines than in the other demo: here three nodes share the machine with a whole Kubernetes.
  story: { world: 'demo-kubesphere', linesPerDay: 5000, links: {}, periods: [] },
  steps: [
    {
      title: 'Start the servers',
      task: (_, task) => task.newListr<KubeSphereStory>([kubernetesStep, steps.temporalStep], { concurrent: true }),
    },
    {
      title: 'Start logkeep and load logs',
      task: (_, task) => task.newListr<KubeSphereStory>([steps.workerStep, steps.seedStep], { concurrent: true }),
    },
    steps.measureStep,
    writeStep,
    timed('setupBackup', setupStep),
    timed('backup', steps.backupStep),
    steps.loseStep,
    timed('restore', steps.restoreStep),
    steps.compareStep,
    stopWritingStep,
  ],
  outcome: (story, seconds) =>
    `${describeOutcome(story)}\n${describeLosses(story)}\n\nThe lost day is back, identical, ${seconds} s after the start.\n`,
});
