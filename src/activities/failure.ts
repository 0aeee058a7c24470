import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure, TemporalFailure } from '@temporalio/common';
import { ServiceError, isGrpcServiceError } from '@temporalio/client';
import { ElasticsearchError, ServerFault, SnapshotRunning } from '../elasticsearch/errors';
import { ApiServerFault, KubernetesError } from '../kubernetes/errors';
import { ManifestProblem } from '../planning/manifest-problem';
import { RepositoryProblem } from '../planning/repository-definition';
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
export function toFailure(error: unknown, attempt: number): TemporalFailure {
  if (error instanceof TemporalFailure) return error;
  if (error instanceof SnapshotRunning) {
    // "Not yet" is no failure to alert on: the server works one snapshot off after the other.
    return ApplicationFailure.create({
      message: error.message,
      type: error.name,
      category: ApplicationFailureCategory.BENIGN,
    });
  }
  if (error instanceof ElasticsearchError || error instanceof KubernetesError) {
    // A fault that comes back ten times is no passing one, and every other operation waits behind it.
    const isHopeless = (error instanceof ServerFault || error instanceof ApiServerFault) && attempt >= 10;
    return ApplicationFailure.create({
      message: error.message,
      type: error.name,
      nonRetryable: !error.retryable || isHopeless,
    });
  }
  if (error instanceof InvalidInput || error instanceof Refused) {
    return ApplicationFailure.nonRetryable(error.message, error.name, { problems: error.problems });
  }
  if (error instanceof ManifestProblem || error instanceof RepositoryProblem)
    return ApplicationFailure.nonRetryable(error.message, error.name);
  if (error instanceof Error && error.name === 'AbortError') return new CancelledFailure(error.message);
  if (error instanceof ServiceError || isGrpcServiceError(error)) {
    return ApplicationFailure.create({
      message: `Temporal did not answer: ${error.message}`,
      type: 'TemporalUnavailable',
    });
  }
  // Anything else is a fault of logkeep itself: a second try would end the same way. Its stack is in the worker's log.
  const message = error instanceof Error ? error.message : String(error);
  return ApplicationFailure.create({ message, type: 'Bug', nonRetryable: true });
}
