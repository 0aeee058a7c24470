import { checkRestore, sortChecks } from '../../planning/restore-checks/check-restore';
import type { Sorted } from '../../planning/restore-checks/check-restore';
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
  const facts = await gatherRestoreFacts(cluster, plan.steps.flatMap(targetsOf));
  const fit = fitOf(facts, plan);
  return { fit, steps: stepsWithin(fit, plan), ...sortChecks(checkRestore(facts, plan), force) };
}

function stepsWithin({ verdict }: PlannedFit, { steps }: CheckedPlan): RestoreStep[] {
  if (verdict !== 'fits without replicas') return [...steps];
  return steps.map((step) => ({ ...step, indices: step.indices.map((index) => ({ ...index, replicas: 0 })) }));
}
