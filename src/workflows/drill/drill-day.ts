import { stoppedForRoom } from '../../planning/disk-fit/flood-watch';
import type { DrillFinding } from '../../planning/drill/proof';
import { dispensable, patient, quick } from '../activity-proxies';
import { failureMessage, failureType } from '../failure-type';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { followCopy } from './follow-copy';
import type { DrillOfDay } from './drill-of-day';
import type { DrilledDay } from './types';

export interface DayDrilled {
  day: DrilledDay;
  leftovers: string[];
}

/** How a cluster says that it cannot restore something. That it does not answer says nothing about what was backed up. */
const refusals = [
  'Refused',
  'Rejected',
  'ServerFault',
  'SnapshotMissing',
  'IndexMissing',
  'RepositoryMissing',
  'RepositoryUnverified',
];

/** Restores one day under its temporary name, compares it, deletes it, and writes down what was found. */
export async function drillDay(drill: DrillOfDay, tracker: Tracker, undo: UndoStack): Promise<DayDrilled> {
  const { cluster, step, which } = drill;
  const { day, index, snapshot, bytes } = step;
  const start = Date.now();
  const told = (finding: Pick<DrilledDay, 'outcome' | 'documents' | 'sampled' | 'reasons'>): DrilledDay => ({
    ...finding,
    ...{ day, index, snapshot, bytes, seconds: (Date.now() - start) / 1000 },
  });
  tracker.at('checking', `${which}Looking whether ${cluster} has nothing else to do`);
  let leftovers: string[];
  try {
    ({ leftovers } = await quick.prepareDrill({ cluster, ...step }));
  } catch (error) {
    if (failureType(error) !== 'Refused') throw error;
    return { day: told({ outcome: 'not tried', reasons: [failureMessage(error)] }), leftovers: [] };
  }
  return { day: told(await findOut(drill, tracker, undo)), leftovers };
}

async function findOut(drill: DrillOfDay, tracker: Tracker, undo: UndoStack): Promise<DrillFinding> {
  const { cluster, step, which } = drill;
  const { index, as } = step;
  // Changed when the start has been reported; the undo has to know either way.
  const copy = { cluster, as, started: false };
  const disarm = undo.push(`the temporary index ${as} may still be there`, () => patient.removeDrilled({ ...copy }));
  const finding = await restoreAndCompare(drill, tracker, () => (copy.started = true));
  tracker.at('removing', `${which}Deleting ${as}`);
  await patient.removeDrilled({ ...copy });
  disarm();
  await quick.recordDrill({ cluster, index, finding, at: new Date().toISOString() });
  return finding;
}

/** A copy that cannot be had, for whatever reason the cluster gives, is what a drill is there to find. */
async function restoreAndCompare(
  { cluster, step, which }: DrillOfDay,
  tracker: Tracker,
  started: () => void,
): Promise<DrillFinding> {
  const { index, snapshot, as } = step;
  try {
    tracker.at('restoring', `${which}Restoring ${index} from ${snapshot} as ${as}`);
    const uuid = await dispensable.startDrill({ cluster, ...step });
    started();
    await followCopy({ cluster, step, which }, tracker);
    tracker.at('comparing', `${which}Comparing ${as} with the ledger`);
    return await quick.compareDrill({ cluster, ...step, uuid });
  } catch (error) {
    const message = failureMessage(error);
    if (!refusals.includes(failureType(error) ?? '') || message.startsWith(stoppedForRoom)) throw error;
    return { outcome: 'unrestorable', snapshot, reasons: [message] };
  }
}
