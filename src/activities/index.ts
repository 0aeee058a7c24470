import { abortSnapshot } from './abort-snapshot';
import { awaitLease } from './await-lease';
import type { Dependencies } from './cluster';
import { confirmRestored } from './confirm-restored';
import { followRestore } from './follow-restore';
import { followSnapshot } from './follow-snapshot';
import { inspectCluster } from './inspect-cluster';
import { listSnapshots } from './list-snapshots';
import { openCluster } from './open-cluster';
import { planBackup } from './plan-backup';
import { planRestore } from './plan-restore';
import { removeRestored } from './remove-restored';
import { startRestore } from './start-restore';
import { startSnapshot } from './start-snapshot';
import { verifySnapshot } from './verify-snapshot';

const activities = {
  abortSnapshot,
  awaitLease,
  confirmRestored,
  followRestore,
  followSnapshot,
  inspectCluster,
  listSnapshots,
  openCluster,
  planBackup,
  planRestore,
  removeRestored,
  startRestore,
  startSnapshot,
  verifySnapshot,
};

type Bound<F> = F extends (dependencies: Dependencies, input: infer I) => infer R ? (input: I) => R : never;

/** Every activity, as workflows see it. */
export type Activities = { [Name in keyof typeof activities]: Bound<(typeof activities)[Name]> };

/** Binds the activities to the clusters of this process. */
export function createActivities(dependencies: Dependencies): Activities {
  const bound = Object.entries(activities).map(([name, activity]) => {
    const run = activity as (dependencies: Dependencies, input: unknown) => unknown;
    return [name, (input: unknown) => run(dependencies, input)] as const;
  });
  return Object.fromEntries(bound) as unknown as Activities;
}
