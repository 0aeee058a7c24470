import { CancellationScope, log } from '@temporalio/workflow';
import type { RestorePlan } from '../../planning/restore-plan';
import { patient } from '../activity-proxies';
import { failureMessage } from '../failure-type';
import type { UndoStack } from '../undo';

/**
 * Lets what was replaced go, and what was only needed for the restore. The new indices are complete, so nothing is
 * undone from here on, and a cancellation comes too late.
 * @returns what could not be done, one sentence each.
 */
export async function finish(cluster: string, { steps, elsewhere }: RestorePlan, undo: UndoStack): Promise<string[]> {
  undo.forget();
  return CancellationScope.nonCancellable(async () => {
    const left: string[] = [];
    for (const replaced of steps.flatMap(({ replacing = [] }) => replacing)) {
      const { name, kept } = replaced;
      const what = `the old ${name} may still be there as ${kept.as} ${kept.name}, and its aliases may be missing`;
      await orSay(left, what, () => patient.finishReplacing({ cluster, replaced }));
    }
    if (elsewhere?.register !== undefined) {
      const what = `repository ${elsewhere.repository} may still be registered in ${cluster}`;
      await orSay(left, what, () => patient.returnRepository({ cluster, elsewhere }));
    }
    return left;
  });
}

async function orSay(left: string[], what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error(what, { error });
    left.push(`${what} (${failureMessage(error)})`);
  }
}
