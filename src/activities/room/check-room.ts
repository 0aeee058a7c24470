import { checkRestore, sortChecks } from '../../planning/restore-checks/check-restore';
import type { Sorted } from '../../planning/restore-checks/check-restore';
import type { RestoreFacts } from '../../planning/restore-checks/facts';
import type { CheckedPlan } from '../../planning/restore-checks/judge';
import { fitOf } from '../../planning/restore-checks/judge-disk-fit';
import { targetsOf } from '../../planning/restore-plan';
import type { PlannedFit, RestoreStep } from '../../planning/restore-plan';
import type { Cluster } from '../cluster';
import { gatherRestoreFacts } from './gather-restore-facts';

export interface CheckedRoom extends Sorted {
  fit: PlannedFit;
  /** The steps, with no replicas asked for where there is no room for them. */
  steps: RestoreStep[];
}

/** Whether the cluster has room for what is planned and nothing in it stands in the way. */
export async function checkRoom(
  cluster: Cluster,
  plan: CheckedPlan,
  force: readonly string[] = [],
): Promise<CheckedRoom> {
  const targets = plan.steps.flatMap(targetsOf);
  const facts = besides(await gatherRestoreFacts(cluster, targets), targets);
  const fit = fitOf(facts, plan);
  return { fit, steps: stepsWithin(fit, plan), ...sortChecks(checkRestore(facts, plan), force) };
}

/** Shards of an index that has the name now are no copies of those to come: it stays, or is kept under another name. */
function besides(facts: RestoreFacts, targets: readonly string[]): RestoreFacts {
  const taken = new Set(targets);
  const copies = facts.room.copies.map((copy) => {
    return taken.has(copy.index) ? { ...copy, index: `${copy.index} (as it is now)` } : copy;
  });
  return { ...facts, room: { ...facts.room, copies } };
}

function stepsWithin({ verdict }: PlannedFit, { steps }: CheckedPlan): RestoreStep[] {
  if (verdict !== 'fits without replicas') return [...steps];
  return steps.map((step) => ({ ...step, indices: step.indices.map((index) => ({ ...index, replicas: 0 })) }));
}
