import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

/** The type that an activity gave its failure, for example `IndexMissing`; undefined for anything else. */
export function failureType(error: unknown): string | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return cause instanceof ApplicationFailure ? (cause.type ?? undefined) : undefined;
}
