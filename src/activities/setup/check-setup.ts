import { curatorRivals } from '../../planning/curator-plan';
import { describeWarnings } from '../../planning/describe-setup';
import { driftOf, isSetUp } from '../../planning/drift';
import type { Drift } from '../../planning/drift';
import { planSetup } from '../../planning/setup-plan';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import { gatherFacts } from './gather-facts';

export interface CheckedSetup {
  /** Whether there is any trace of a setup. */
  isSetUp: boolean;
  drift: Drift[];
  warnings: string[];
  /** Who else deletes the cluster's indices on Kubernetes, a sentence each. */
  rivals: string[];
}

/** Compares the live cluster with what setup leaves. Changes nothing. */
export async function checkSetup(dependencies: Dependencies, input: { cluster: string }): Promise<CheckedSetup> {
  const facts = await gatherFacts(withinActivity(clusterNamed(input.cluster, dependencies)), 'patch', false);
  const { steps } = planSetup(facts, { mode: 'patch', acceptOutage: true });
  const hasTraces = isSetUp(facts);
  return {
    isSetUp: hasTraces,
    drift: hasTraces ? driftOf(facts, steps) : [],
    warnings: describeWarnings(facts, steps),
    rivals: curatorRivals(facts),
  };
}
