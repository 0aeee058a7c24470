import { ApplicationFailure, isCancellation, rootCause } from '@temporalio/workflow';
import type { z } from 'zod';
import { InvalidInput, parseInput } from '../planning/input';
import type { Tracker } from './tracker';
import { UndoStack } from './undo';

/** The input of a workflow as a schema with an example that a person can copy. */
export interface InputForm<T extends z.ZodObject> {
  workflow: string;
  schema: T;
  example: z.input<T>;
}

/**
 * Reads the one JSON object that a workflow was started with.
 * @throws ApplicationFailure `InvalidInput`, non-retryable, listing all problems: anything else that workflow code
 * throws would not fail the run but leave it hanging.
 */
export function readInput<T extends z.ZodObject>({ workflow, schema, example }: InputForm<T>, raw: unknown): z.output<T> {
  try {
    return parseInput(workflow, schema, raw, example);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw ApplicationFailure.nonRetryable(error.message, error.name, { problems: error.problems, example });
  }
}

/**
 * Runs the steps of an operation; when they fail or are cancelled, undoes what they registered, says so, and passes
 * the failure on.
 */
export async function undoingOnFailure<T>(tracker: Tracker, steps: (undo: UndoStack) => Promise<T>): Promise<T> {
  const undo = new UndoStack();
  try {
    return await steps(undo);
  } catch (error) {
    const cancelled = isCancellation(error);
    tracker.at('undoing', cancelled ? 'Cancelled: putting things back' : 'Failed: putting things back');
    const undone = await undo.unwind();
    const reason = cancelled ? 'Cancelled' : `Failed: ${rootCause(error) ?? 'unknown cause'}`;
    tracker.at(cancelled ? 'cancelled' : 'failed', reason, { undone });
    throw error;
  }
}
