import { ApplicationFailure } from '@temporalio/workflow';

/** The failure of a run whose plan met obstacles: it has changed nothing. */
export function refusedPlan(subject: string, obstacles: readonly string[]): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`${subject}, and nothing was changed: ${obstacles.join('; ')}`, 'Refused', {
    problems: obstacles,
  });
}
