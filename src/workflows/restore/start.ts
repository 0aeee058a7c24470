import type { RestoredIndex } from '../../activities/restored-indices';
import { firstNames } from '../../planning/listing';
import { targetsOf } from '../../planning/restore-plan';
import type { ReplacedIndex, RestorePlan, RestoreStep } from '../../planning/restore-plan';
import { patient } from '../activity-proxies';
import { failureType } from '../failure-type';
import type { UndoStack } from '../undo';
import type { RestoreExpiry } from './expiry';

/** How every step is started. */
export interface StartManner {
  priority: number | undefined;
  /** Another registration of the repository to restore from. */
  repository: string | undefined;
  expiry: RestoreExpiry;
}

/** Starts the restore of every step, each with its undo. Returns the indices with the identity that they got. */
export async function startSteps(
  cluster: string,
  { steps }: Pick<RestorePlan, 'steps'>,
  manner: StartManner,
  undo: UndoStack,
): Promise<RestoredIndex[]> {
  const created: RestoredIndex[] = [];
  for (const step of steps) {
    for (const replaced of step.replacing ?? []) await setAside(cluster, replaced, undo);
    const some = await startStep(cluster, step, manner, undo);
    // Before the data is there: a run that is terminated must leave nothing behind that nobody knows.
    await manner.expiry.mark(step, some);
    created.push(...some);
  }
  return created;
}

/** Keeps an index whose name is about to be given away, until the new one is complete. */
async function setAside(cluster: string, replaced: ReplacedIndex, undo: UndoStack): Promise<void> {
  const { name, kept } = replaced;
  const left = `${name} may be blocked for writing or gone; what there was of it is kept as ${kept.as} ${kept.name}`;
  undo.push(left, () => patient.putBackReplaced({ cluster, replaced }));
  await patient.setAside({ cluster, replaced });
}

async function startStep(
  cluster: string,
  step: RestoreStep,
  { priority, repository }: StartManner,
  undo: UndoStack,
): Promise<RestoredIndex[]> {
  // Filled when the start has been reported; the undo has to know either way.
  const started: { created?: RestoredIndex[] } = {};
  const left = `indices restored from ${step.snapshot} may still be there: ${firstNames(targetsOf(step))}`;
  const disarm = undo.push(left, () => patient.removeRestored({ cluster, ...step, ...started }));
  try {
    started.created = await patient.startRestore({
      ...{ cluster, ...step },
      ...(priority === undefined ? {} : { priority }),
      ...(repository === undefined ? {} : { repository }),
    });
    return started.created;
  } catch (error) {
    if (failureType(error) === 'Refused') disarm();
    throw error;
  }
}
