import { nodeOf } from './restart-need';
import { heldStrategy } from './rollout-hold';
import type { SetupFacts } from './setup-facts';
import type { SetupSteps } from './setup-steps';
import { isStandInThere } from './stand-in';

/** What a run that was ended in between has left: stand-ins, rollouts that are held, and allocation that is. */
export type Leftovers = Pick<SetupSteps, 'masters' | 'standIns' | 'heldRollouts' | 'resetAllocation' | 'excludedNodes'>;

/** Only what a restart by logkeep or a drain hook of its pods would leave: what else there is, somebody has set. */
export function leftoversOf({ kubernetes, elasticsearch }: SetupFacts): Leftovers {
  const { allocation, excludedNodes, nodes } = elasticsearch;
  const pods = (kubernetes?.statefulSets ?? []).flatMap((one) => one.pods);
  const own = pods.flatMap((pod) => [pod.metadata.name, nodeOf(pod, nodes)?.name]);
  const excluded = excludedNodes.filter((name) => own.includes(name));
  const found = (kubernetes?.statefulSets ?? []).flatMap(({ statefulSet }) => statefulSet ?? []);
  const named = (those: typeof found) => those.map(({ metadata }) => metadata.name);
  return {
    masters: kubernetes?.settings.statefulSets.master ?? [],
    standIns: named(found.filter(isStandInThere)),
    heldRollouts: named(found.filter((statefulSet) => heldStrategy(statefulSet) !== null)),
    resetAllocation: kubernetes !== undefined && (allocation.transient === 'primaries' || excluded.length > 0),
    excludedNodes: excluded,
  };
}
