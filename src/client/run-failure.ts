import { ApplicationFailure, CancelledFailure, TerminatedFailure, TimeoutFailure } from '@temporalio/common';
import { WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
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
