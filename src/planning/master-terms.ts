import type { PlannedRestart } from './rollout-order';
import type { SetupFacts } from './setup-facts';
import type { SetupWish } from './setup-wish';
import { isStandInThere } from './stand-in';

/** What the restarts mean for the cluster's master. */
export interface MasterTerms {
  /** Whether a master is restarted that no other can replace: two need each other to be elected. */
  losesMaster: boolean;
  /** Why it cannot be handed over to a stand-in meanwhile, a clause, or null. */
  objection: string | null;
  /** Whether it is. */
  handOver: boolean;
}

export function masterTerms(
  { elasticsearch, kubernetes, handoverObjection }: SetupFacts,
  { handover }: SetupWish,
  restarts: readonly PlannedRestart[],
): MasterTerms {
  const standIns = (kubernetes?.statefulSets ?? []).filter(
    ({ statefulSet }) => statefulSet !== null && isStandInThere(statefulSet),
  );
  const joined = elasticsearch.nodes.filter(({ isMasterEligible }) => isMasterEligible).length - standIns.length;
  const restarted = restarts.filter(({ role }) => role === 'master');
  // Those that are out of the cluster come first, and lead with the others when those have their turn.
  const masters = joined + restarted.filter((one) => !one.joined).length;
  const losesMaster = masters <= 2 && restarted.some((one) => one.joined);
  const objection = masters === 2 ? 'two masters need each other to be elected' : handoverObjection;
  return { losesMaster, objection, handOver: losesMaster && handover !== false && objection === null };
}
