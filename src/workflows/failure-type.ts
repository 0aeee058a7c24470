import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

/** The type that an activity gave its failure, for example `IndexMissing`; undefined for anything else. */
export function failureType(error: unknown): string | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return cause instanceof ApplicationFailure ? (cause.type ?? undefined) : undefined;
}

/** What an activity failed with, in its own words. */
export function failureMessage(error: unknown): string {
  const cause = error instanceof ActivityFailure && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
