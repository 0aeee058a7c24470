import { describeFit } from '../disk-fit/describe-fit';
import type { Fit } from '../disk-fit/fit';
import { judgeFit } from '../disk-fit/fit';
import { remediesFor } from '../disk-fit/remedies';
import type { WantedIndex } from '../disk-fit/wanted-shards';
import { firstNames } from '../listing';
import type { PlannedFit } from '../restore-plan';
import type { RestoreFacts } from './facts';
import type { CheckedPlan, Judge } from './judge';
import { fatal, plannedIndices, warning } from './judge';

/** Whether the planned indices have room, for the plan. */
export function fitOf(facts: RestoreFacts, plan: CheckedPlan): PlannedFit {
  const { room } = facts;
  const indices = wantedOf(facts, plan);
  const fit = judgeFit(room, indices);
  const remedies = fit.verdict === 'does not fit' ? remediesFor(room, indices) : [];
  return { verdict: fit.verdict, sentence: describeFit(fit, remedies), nodes: fit.nodes };
}

export const judgeDiskFit: Judge = (facts, plan) => {
  const { verdict, sentence } = fitOf(facts, plan);
  return [...verdictOf(verdict, sentence, facts), ...unknownSizes(facts, plan)];
};

function verdictOf(verdict: Fit['verdict'], sentence: string, { product, room }: RestoreFacts) {
  const blind = room.sizesRestores ? '' : ` (${product} does not look at sizes before it restores, and fills the disk)`;
  if (verdict === 'does not fit') return fatal('diskFit', `it ${sentence}${blind}`);
  if (verdict === 'fits') return [];
  return warning('diskFit', `it ${sentence}, so the indices stay without replicas`);
}

function unknownSizes(facts: RestoreFacts, plan: CheckedPlan) {
  const unknown = plannedIndices(facts, plan).filter(({ bytes }) => bytes === 0);
  if (unknown.length === 0) return [];
  const names = firstNames(unknown.map(({ as }) => as));
  return warning(
    'diskFit',
    `the server does not say how big ${names} in the backup, so whether there is room for it is not known`,
  );
}

function wantedOf(facts: RestoreFacts, plan: CheckedPlan): WantedIndex[] {
  return plannedIndices(facts, plan).map(({ as: name, bytes, shards, replicas }) => ({
    name,
    bytes,
    shards,
    replicas,
  }));
}
