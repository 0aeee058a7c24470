import { listEvents } from '../../kubernetes/events';
import type { OnKubernetes } from '../cluster';

/** Why a StatefulSet cannot create a pod or its claim, in the controller's words; null where it has not complained. */
export async function failedCreate({ api, settings }: OnKubernetes, statefulSet: string): Promise<string | null> {
  const events = await listEvents(api, settings.namespace, 'StatefulSet', statefulSet);
  return events.find(({ reason }) => reason === 'FailedCreate')?.message ?? null;
}
