import { ApplicationFailure } from '@temporalio/workflow';
import type { z } from 'zod';
import { InvalidInput, parseInput } from '../planning/input';

/** The input of a workflow as a schema, with an example that a person can copy. */
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
export function readInput<T extends z.ZodObject>(
  { workflow, schema, example }: InputForm<T>,
  raw: unknown,
): z.output<T> {
  try {
    return parseInput(workflow, schema, raw, example);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw ApplicationFailure.nonRetryable(error.message, error.name, { problems: error.problems, example });
  }
}
