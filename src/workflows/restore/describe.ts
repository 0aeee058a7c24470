import type { PlanRestoreInput } from '../../activities/plan-restore';
import { firstNames } from '../../planning/listing';
import { targetsOf } from '../../planning/restore-plan';
import type { RestorePlan } from '../../planning/restore-plan';

/** What a plan brings back, in a clause. */
export function describe({ steps }: Pick<RestorePlan, 'steps'>): string {
  const bySnapshot = new Map<string, string[]>();
  for (const step of steps)
    bySnapshot.set(step.snapshot, [...(bySnapshot.get(step.snapshot) ?? []), ...targetsOf(step)]);
  return [...bySnapshot].map(([snapshot, names]) => `${firstNames(names)} from ${snapshot}`).join(', ');
}

/** What was asked for. */
export function describeWish({ days, indices = [] }: Pick<PlanRestoreInput, 'days' | 'indices'>): string {
  return firstNames([...days, ...indices]);
}

export function saying(what: string, remarks: readonly string[]): string {
  return [what, ...remarks].join('; ');
}
