import { didYouMean } from '../suggestion';

/** Checks that an operator may overrule: Elasticsearch itself would do it. */
export const forcibleChecks = ['missingDays', 'shrunkCopy', 'diskFit', 'allocation', 'redCluster', 'cleaner'] as const;

/** Checks of what Elasticsearch refuses whatever anybody says. */
const finalChecks = ['closedTarget', 'readOnly', 'shardLimit', 'snapshotDeletion'] as const;

/** What is only said. */
const remarks = ['floodStage'] as const;

export type CheckName = (typeof forcibleChecks)[number] | (typeof finalChecks)[number] | (typeof remarks)[number];

/** Why a name in `force` overrules nothing, a clause; null for one that does. */
export function whyNotForcible(name: string): string | null {
  if (forcibleChecks.some((known) => known === name)) return null;
  const can = `"force" can overrule ${forcibleChecks.join(', ')}`;
  if (finalChecks.some((known) => known === name))
    return `cannot overrule "${name}": Elasticsearch itself refuses then (${can})`;
  if (remarks.some((known) => known === name)) return `need not overrule "${name}": it forbids nothing (${can})`;
  return `names an unknown check "${name}"${didYouMean(name, forcibleChecks)} (${can})`;
}
