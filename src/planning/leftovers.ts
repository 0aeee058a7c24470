import { heldStrategy } from './rollout-hold';
import type { SetupFacts } from './setup-facts';
import type { SetupSteps } from './setup-steps';
import { isStandInThere } from './stand-in';

/** What a run that was ended in between has left on Kubernetes: stand-ins and rollouts that are held. */
export function leftoversOf({ kubernetes }: SetupFacts): Pick<SetupSteps, 'masters' | 'standIns' | 'heldRollouts'> {
  const found = (kubernetes?.statefulSets ?? []).flatMap(({ statefulSet }) => statefulSet ?? []);
  const named = (those: typeof found) => those.map(({ metadata }) => metadata.name);
  return {
    masters: kubernetes?.settings.statefulSets.master ?? [],
    standIns: named(found.filter(isStandInThere)),
    heldRollouts: named(found.filter((statefulSet) => heldStrategy(statefulSet) !== null)),
  };
}
