import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';
import { Tracker } from './tracker';
import { UndoStack } from './undo';

/**
 * The frame of every operation: progress from the first moment to the last, and one readable failure. What an activity
 * failed with becomes the failure of the run itself, not "Activity task failed" with the cause three clicks below.
 */
export async function operation<T>(name: string, steps: (tracker: Tracker) => Promise<T>): Promise<T> {
  const tracker = new Tracker(name);
  try {
    const result = await steps(tracker);
    tracker.ended();
    return result;
  } catch (error) {
    if (isCancellation(error)) {
      tracker.at('cancelled', 'Cancelled');
      throw error;
    }
    const failure = readable(error, tracker.undone);
    tracker.at('failed', failure.message);
    throw failure;
  }
}

/** Runs steps that register their undos; when they fail or are cancelled, undoes them and passes the failure on. */
export async function undoingOnFailure<T>(tracker: Tracker, steps: (undo: UndoStack) => Promise<T>): Promise<T> {
  const undo = new UndoStack();
  try {
    return await steps(undo);
  } catch (error) {
    tracker.at('undoing', isCancellation(error) ? 'Cancelled: putting things back' : 'Failed: putting things back');
    tracker.undone = await undo.unwind();
    throw error;
  }
}

function readable(error: unknown, undone: readonly string[]): ApplicationFailure {
  const cause = decisive(error);
  const { type, details } = cause instanceof ApplicationFailure ? cause : { type: undefined, details: undefined };
  const message = cause instanceof Error ? cause.message : String(cause);
  return ApplicationFailure.create({
    message: undone.length === 0 ? message : `${message} (cleaning up: ${undone.join('; ')})`,
    nonRetryable: true,
    ...(type == null ? {} : { type }),
    ...(details == null ? {} : { details }),
  });
}

/** The deepest cause that an activity or logkeep gave: an activity that ran out of time carries its last failure inside. */
function decisive(error: unknown): unknown {
  let found = error;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ApplicationFailure) found = cause;
    else if (found instanceof ActivityFailure && cause !== found) found = cause;
  }
  return found;
}
