import { ActivityFailure, CancelledFailure } from '@temporalio/workflow';

/**
 * Activities whose run was cancelled meanwhile end as cancelled also when nobody is left to say so. Temporal tries no
 * activity again that was told to cancel: one whose worker dies before it has answered comes back as timed out, and one
 * that met a passing fault as failed, although all that has become of the run is that somebody has cancelled it.
 */
export function heedingCancellation<Activities extends object>(activities: Activities): Activities {
  return new Proxy(activities, {
    get(target, name, receiver): unknown {
      const activity = Reflect.get(target, name, receiver) as (...input: unknown[]) => Promise<unknown>;
      return (...input: unknown[]) => activity(...input).catch(throwCancellation);
    },
  });
}

function throwCancellation(error: unknown): never {
  if (error instanceof ActivityFailure && error.retryState === 'CANCEL_REQUESTED')
    throw new CancelledFailure('Cancelled before the activity was tried again', undefined, error);
  throw error;
}
