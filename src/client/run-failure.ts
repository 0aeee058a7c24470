import {
  ApplicationFailure,
  CancelledFailure,
  NamespaceNotFoundError,
  TerminatedFailure,
  TimeoutFailure,
} from '@temporalio/common';
import { ServiceError, WorkflowFailedError, WorkflowNotFoundError, isGrpcServiceError } from '@temporalio/client';
import { namespaceMissing } from '../config/temporal';
import type { TemporalSettings } from '../config/temporal';
import { CommandError, exitCode } from './exit-code';
import type { ExitCode } from './exit-code';

/** The failures of a run that are the asker's to mend, by the type that the workflow gave them. */
const codes: Record<string, ExitCode> = {
  InvalidInput: exitCode.usage,
  Refused: exitCode.refused,
  ClusterBusy: exitCode.refused,
};

/** Whether a run ended because somebody cancelled it. */
export function wasCancelled(error: unknown): boolean {
  return error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure;
}

/**
 * What a run ended with, as one sentence and an exit code.
 * @param undone what a cancelled run has put back and what it has left, where that is known.
 */
export function commandErrorOf(error: unknown, workflowId: string, undone: readonly string[] = []): unknown {
  if (error instanceof WorkflowNotFoundError)
    return new CommandError(`No run ${workflowId} is known to Temporal: check its ID`, exitCode.usage);
  if (!(error instanceof WorkflowFailedError)) return error;
  const { cause } = error;
  if (cause instanceof CancelledFailure) {
    const putBack = undone.length === 0 ? '' : `: ${undone.join('; ')}`;
    return new CommandError(`Run ${workflowId} was cancelled${putBack}`, exitCode.cancelled);
  }
  if (cause instanceof TerminatedFailure)
    return new CommandError(`Run ${workflowId} was terminated; nothing was put back`, exitCode.cancelled);
  if (cause instanceof TimeoutFailure)
    return new CommandError(
      `Run ${workflowId} did not end in time: the cluster or the worker did not answer; see the log of the worker`,
    );
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  return new CommandError(cause?.message ?? error.message, codes[type ?? ''] ?? exitCode.failed);
}

/** What Temporal itself objects to, as one sentence; any other error as it is. */
export function temporalErrorOf(error: unknown, { address }: Pick<TemporalSettings, 'address'>): unknown {
  if (error instanceof NamespaceNotFoundError) {
    return new CommandError(namespaceMissing(address, error.namespace), exitCode.usage);
  }
  const answer = error instanceof ServiceError ? error.cause : error;
  if (isGrpcServiceError(answer)) {
    return new CommandError(`Temporal at ${address} did not do it: ${answer.details || answer.message}`);
  }
  return error;
}
