import { WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { ApplicationFailure } from '@temporalio/common';

/** What a run, or an update of one, failed with; fails the test when it succeeds. */
export async function failureOf(result: Promise<unknown>): Promise<ApplicationFailure> {
  try {
    await result;
  } catch (error) {
    const isOfRun = error instanceof WorkflowFailedError || error instanceof WorkflowUpdateFailedError;
    if (isOfRun && error.cause !== undefined) return error.cause as ApplicationFailure;
    throw error;
  }
  throw new Error('The run was expected to fail, but it succeeded');
}
