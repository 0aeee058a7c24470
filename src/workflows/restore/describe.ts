import { firstNames } from '../../planning/listing';
import { targetsOf } from '../../planning/restore-plan';
import type { RestorePlan } from '../../planning/restore-plan';

/** What a plan brings back, in a clause. */
export function describe({ steps }: Pick<RestorePlan, 'steps'>): string {
  return steps.map((step) => `${firstNames(targetsOf(step))} from ${step.snapshot}`).join(', ');
}

export function saying(what: string, remarks: readonly string[]): string {
  return [what, ...remarks].join('; ');
}
