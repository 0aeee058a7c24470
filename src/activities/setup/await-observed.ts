import { getStatefulSet } from '../../kubernetes/stateful-sets';
import type { OnKubernetes } from '../cluster';
import { poll } from '../poll';

/** Waits until the controller has seen the newest template: before, its status still tells of the old revision. */
export async function awaitObserved({ api, settings }: OnKubernetes, name: string): Promise<void> {
  await poll(async () => {
    const statefulSet = await getStatefulSet(api, settings.namespace, name);
    if (statefulSet === null) return true;
    const { generation = 0 } = statefulSet.metadata;
    return (statefulSet.status?.observedGeneration ?? 0) >= generation ? true : undefined;
  });
}
