import type { Check, PlannedIndex, RestoreStep } from '../restore-plan';
import type { Layout } from '../disk-fit/usual-layout';
import type { CheckName } from './check-name';
import type { RestoreFacts } from './facts';

/** The plan as far as the checks look at it. */
export interface CheckedPlan {
  repository: string;
  steps: readonly RestoreStep[];
}

/** Looks at one thing that may stand in the way; nothing to say is an empty list. */
export type Judge = (facts: RestoreFacts, plan: CheckedPlan) => Check[];

/** Refuses the restore. */
export function fatal(name: CheckName, sentence: string): Check[] {
  return [{ name, level: 'fatal', sentence }];
}

/** Lets it go on, and tells. */
export function warning(name: CheckName, sentence: string): Check[] {
  return [{ name, level: 'warning', sentence }];
}

/** An index of the plan, laid out as far as anybody can know. */
export type LaidOut = PlannedIndex & Layout;

/** All indices of the plan; what it does not say of them is as with the live ones. */
export function plannedIndices({ usual }: Pick<RestoreFacts, 'usual'>, { steps }: CheckedPlan): LaidOut[] {
  return steps.flatMap(({ indices }) => indices.map((index) => ({ ...usual, ...index })));
}
