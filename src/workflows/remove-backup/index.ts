import { formatDuration } from '../../planning/duration';
import { count } from '../../planning/listing';
import type { RemovalPlan } from '../../planning/removal-plan';
import type { SetupWish } from '../../planning/setup-wish';
import { patient, quick } from '../activity-proxies';
import { underLease } from '../lease';
import { operation, undoingOnFailure } from '../operation';
import { readInput } from '../read-input';
import { takeBack } from '../setup-backup/handover';
import { withQuickElection } from '../setup-backup/quick-election';
import { refusedPlan } from '../setup-backup/refused-plan';
import { restartPods } from '../setup-backup/restart-pods';
import type { Touched } from '../setup-backup/restart-pods';
import { pushLettingGo, pushRestartUndos } from '../setup-backup/restart-undos';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { removeBackupInput } from './types';
import type { RemoveBackupResult } from './types';

/** Takes a setup out of a cluster again by the same careful restart; the claim and its snapshots stay. */
export async function removeBackup(input: unknown): Promise<RemoveBackupResult> {
  return operation('removeBackup', async (tracker) => {
    const { cluster, dryRun, acceptOutage, handover } = readInput(removeBackupInput, input);
    const wish: SetupWish = { mode: 'patch', acceptOutage, ...(handover === undefined ? {} : { handover }) };
    const { repository, ...opened } = await quick.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    const named = { cluster, repository };
    if (dryRun) return rehearse(named, wish, tracker);
    return underLease({ repository, ...opened }, tracker, () =>
      // Only what keeps the cluster from its ordinary life is undone: a removal that was begun is best finished.
      undoingOnFailure(tracker, (undo) => takeOut(named, wish, tracker, undo)),
    );
  });
}

interface Named {
  cluster: string;
  repository: string;
}

async function rehearse(named: Named, wish: SetupWish, tracker: Tracker): Promise<RemoveBackupResult> {
  const { changes, obstacles, cost } = await look(named, wish, tracker);
  const would = changes.length === 0 ? 'Nothing to do' : `${count(changes.length, 'change')} would be made. ${cost}`;
  const blocked = obstacles.length === 0 ? '' : ` In the way: ${obstacles.join('; ')}`;
  return { ...named, dryRun: true, changes, obstacles, cost, restarted: [], seconds: 0, summary: `${would}${blocked}` };
}

function look({ cluster }: Named, wish: SetupWish, tracker: Tracker): Promise<RemovalPlan> {
  tracker.at('planning', `Looking at ${cluster}`);
  return quick.planRemoval({ cluster, wish });
}

async function takeOut(named: Named, wish: SetupWish, tracker: Tracker, undo: UndoStack): Promise<RemoveBackupResult> {
  const { cluster, repository } = named;
  const start = Date.now();
  const plan = await look(named, wish, tracker);
  const { changes, obstacles, handOver } = plan;
  if (obstacles.length > 0) throw refusedPlan(`The setup of ${cluster} cannot be taken out`, obstacles);

  const touched: Touched = new Map();
  pushRestartUndos(undo, cluster, plan.masters, touched);
  pushLettingGo(undo, cluster, touched);
  for (const statefulSet of plan.standIns) {
    tracker.at('tidying up', `Sending away the stand-in of ${statefulSet}, left from an interrupted run`);
    await takeBack(cluster, statefulSet);
  }
  if (plan.resetAllocation) {
    tracker.at('tidying up', 'Resetting allocation settings, left from an interrupted run');
    await patient.releaseAllocation({ cluster, pods: plan.excludedNodes });
  }
  if (plan.unregister) {
    tracker.at('unregistering', `Unregistering repository ${repository}; its snapshots stay`);
    await quick.unregisterRepository({ cluster });
  }
  if (plan.editPathRepo) {
    tracker.at('configuring', 'Taking the backup volume out of path.repo');
    await quick.editPathRepo({ cluster, change: 'remove' });
  }
  for (const statefulSet of plan.revertTemplates) {
    tracker.at('changing templates', `Taking the backup volume out of StatefulSet ${statefulSet}`);
    await quick.revertTemplate({ cluster, statefulSet });
  }
  const restarted = plan.changesKubernetes
    ? await withQuickElection(cluster, plan.quickenElection, undo, () =>
        restartPods({ cluster, handOver, acceptOutage: wish.acceptOutage }, tracker, undo, touched),
      )
    : [];
  if (plan.changesKubernetes) await quick.releaseRollout({ cluster });

  const seconds = (Date.now() - start) / 1000;
  const summary =
    changes.length === 0
      ? `Nothing to do: ${cluster} is not set up`
      : `Taken out: ${repository} unregistered, ${count(restarted.length, 'pod')} restarted, in ${formatDuration(seconds)}; the claim and its snapshots stay`;
  tracker.at('done', summary);
  return { ...named, dryRun: false, changes, restarted, seconds, summary };
}
