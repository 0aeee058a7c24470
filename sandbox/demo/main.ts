import { describeOutcome } from './describe-outcome';
import { runDemo } from './run-demo';
import * as steps from './steps';

/** `npm run demo`: a lost day of logs comes back, on real servers. */
runDemo({
  story: { world: 'demo', linesPerDay: 20_000, links: {} },
  steps: [
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
  outcome: (story, seconds) =>
    `${describeOutcome(story)}\nThe lost day is back, identical, ${seconds} s after the start.\n`,
});
