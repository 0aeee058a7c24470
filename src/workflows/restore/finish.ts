import { ApplicationFailure, CancellationScope, log } from '@temporalio/workflow';
import type { RestoredIndex } from '../../activities/restored-indices';
import { firstNames } from '../../planning/listing';
import type { RestorePlan } from '../../planning/restore-plan';
import type { ComparedCounts } from '../../planning/restored-counts';
import { patient } from '../activity-proxies';
import { failureMessage } from '../failure-type';
import type { UndoStack } from '../undo';

/**
 * Lets what was replaced go, and what was only needed for the restore. The new indices are complete, so nothing is
 * undone from here on, and a cancellation comes too late.
 * @returns what could not be done, one sentence each.
 */
export async function finish(
  cluster: string,
  { steps, elsewhere }: RestorePlan,
  created: readonly RestoredIndex[],
  undo: UndoStack,
): Promise<string[]> {
  undo.forget();
  return CancellationScope.nonCancellable(async () => {
    const left: string[] = [];
    for (const replaced of steps.flatMap(({ replacing = [] }) => replacing)) {
      const { name, kept } = replaced;
      const what = `the old ${name} may still be there as ${kept.as} ${kept.name}, and its aliases may be missing`;
      const by = created.find((index) => index.name === name)?.uuid ?? '';
      await orSay(left, what, () => patient.finishReplacing({ cluster, replaced, by }));
    }
    if (elsewhere?.register !== undefined) {
      const what = `repository ${elsewhere.repository} may still be registered in ${cluster}`;
      await orSay(left, what, () => patient.returnRepository({ cluster, elsewhere }));
    }
    return left;
  });
}

/**
 * An index from a backup that lacks documents is worth having where there is none, but not in the place of another one.
 * @throws ApplicationFailure `Refused`, so that what was replaced is put back.
 */
export function failIfReplacedByLess({ steps }: RestorePlan, counted: ComparedCounts): void {
  const replaced = steps.flatMap(({ replacing = [] }) => replacing).map(({ name }) => name);
  if (replaced.length === 0) return;
  const worse = replaced.filter((name) => counted.short.includes(name));
  if (worse.length === 0) return;
  throw ApplicationFailure.nonRetryable(
    `${firstNames(worse)} would have been replaced by less than was backed up (${counted.warnings.join('; ')}); restore it under another name to look at it`,
    'Refused',
  );
}

async function orSay(left: string[], what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error(what, { error });
    left.push(`${what} (${failureMessage(error)})`);
  }
}
