import { getStatefulSet } from '../../kubernetes/stateful-sets';
import type { OnKubernetes } from '../cluster';
import { Refused } from '../failure';
import { pollFor } from '../poll';

/** The controller looks within a second; one that has lost its lease is replaced within a minute. */
const patience = 300_000;

/**
 * Waits until the controller has seen the newest template: before, its status still tells of the old revision.
 * @throws Refused when it does not look.
 */
export async function awaitObserved({ api, settings }: OnKubernetes, name: string): Promise<void> {
  const look = async () => {
    const statefulSet = await getStatefulSet(api, settings.namespace, name);
    if (statefulSet === null) return true;
    const { generation = 0 } = statefulSet.metadata;
    return (statefulSet.status?.observedGeneration ?? 0) >= generation ? true : undefined;
  };
  await pollFor(patience, look, () =>
    Promise.resolve(
      new Refused('The StatefulSet controller does not act', [
        `it has not looked at the newest template of StatefulSet ${name} for 5 minutes: see that kube-controller-manager runs`,
      ]),
    ),
  );
}
