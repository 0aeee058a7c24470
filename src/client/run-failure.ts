import {
  ApplicationFailure,
  CancelledFailure,
  NamespaceNotFoundError,
  TerminatedFailure,
  TimeoutFailure,
} from '@temporalio/common';
import { ServiceError, WorkflowFailedError, WorkflowNotFoundError, isGrpcServiceError } from '@temporalio/client';
import type { TemporalSettings } from '../config/temporal';
import { CommandError, exitCode } from './exit-code';
import type { ExitCode } from './exit-code';

/** The failures of a run that are the asker's to mend, by the type that the workflow gave them. */
const codes: Record<string, ExitCode> = {
  InvalidInput: exitCode.usage,
  Refused: exitCode.refused,
  ClusterBusy: exitCode.refused,
};

/** What a run ended with, as one sentence and an exit code. */
export function commandErrorOf(error: unknown, workflowId: string): unknown {
  if (error instanceof WorkflowNotFoundError)
    return new CommandError(`No run ${workflowId} is known to Temporal: check its ID`, exitCode.usage);
  if (!(error instanceof WorkflowFailedError)) return error;
  const { cause } = error;
  if (cause instanceof CancelledFailure) return new CommandError(`Run ${workflowId} was cancelled`, exitCode.cancelled);
  if (cause instanceof TerminatedFailure)
    return new CommandError(`Run ${workflowId} was terminated; nothing was put back`, exitCode.cancelled);
  if (cause instanceof TimeoutFailure) return new CommandError(`Run ${workflowId} did not end in time`);
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  return new CommandError(cause?.message ?? error.message, codes[type ?? ''] ?? exitCode.failed);
}

/** What Temporal itself objects to, as one sentence; any other error as it is. */
export function temporalErrorOf(error: unknown, { address }: Pick<TemporalSettings, 'address'>): unknown {
  if (error instanceof NamespaceNotFoundError) {
    const message = `Temporal at ${address} has no namespace "${error.namespace}": create it, or set TEMPORAL_NAMESPACE`;
    return new CommandError(message, exitCode.usage);
  }
  const answer = error instanceof ServiceError ? error.cause : error;
  if (isGrpcServiceError(answer)) {
    return new CommandError(`Temporal at ${address} did not do it: ${answer.details || answer.message}`);
  }
  return error;
}
