import { WorkflowFailedError } from '@temporalio/client';
import type { ApplicationFailure } from '@temporalio/common';

/** What a run failed with; fails the test when the run succeeds. */
export async function failureOf(result: Promise<unknown>): Promise<ApplicationFailure> {
  try {
    await result;
  } catch (error) {
    if (error instanceof WorkflowFailedError && error.cause !== undefined) return error.cause as ApplicationFailure;
    throw error;
  }
  throw new Error('The run was expected to fail, but it succeeded');
}
