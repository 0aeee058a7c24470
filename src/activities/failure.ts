import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure, TemporalFailure } from '@temporalio/common';
import { ElasticsearchError, SnapshotRunning } from '../elasticsearch/errors';
import { InvalidInput } from '../planning/input';

/** A check forbids what was asked; nothing was changed. Trying again helps only when somebody has acted. */
export class Refused extends Error {
  override readonly name = 'Refused';

  /** @param problems whole sentences, all of them at once. */
  constructor(
    subject: string,
    readonly problems: readonly string[],
  ) {
    super(`${subject}: ${problems.join('; ')}`);
  }
}

/** Turns what an activity threw into the failure that tells Temporal whether to try again, and a person why it failed. */
export function toFailure(error: unknown): TemporalFailure {
  if (error instanceof TemporalFailure) return error;
  if (error instanceof SnapshotRunning) {
    // "Not yet" is no failure to alert on: the server works one snapshot off after the other.
    return ApplicationFailure.create({
      message: error.message,
      type: error.name,
      category: ApplicationFailureCategory.BENIGN,
    });
  }
  if (error instanceof ElasticsearchError) {
    return ApplicationFailure.create({ message: error.message, type: error.name, nonRetryable: !error.retryable });
  }
  if (error instanceof InvalidInput || error instanceof Refused) {
    return ApplicationFailure.nonRetryable(error.message, error.name, { problems: error.problems });
  }
  if (error instanceof Error && error.name === 'AbortError') return new CancelledFailure(error.message);
  // Anything else is a fault of logkeep itself: a second try would end the same way.
  const message = error instanceof Error ? error.message : String(error);
  return ApplicationFailure.create({
    message,
    type: 'Bug',
    nonRetryable: true,
    ...(error instanceof Error ? { cause: error } : {}),
  });
}
