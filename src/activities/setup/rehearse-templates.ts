import { AdmissionDenied, Rejected } from '../../kubernetes/errors';
import { createPod } from '../../kubernetes/pods';
import { getStatefulSet } from '../../kubernetes/stateful-sets';
import { podFromTemplate } from '../../planning/dry-run-pod';
import { additionsFor } from '../../planning/setup-additions';
import { withAdditions } from '../../planning/template-additions';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { withinActivity } from '../within-activity';
import { targetOf } from './target';

/**
 * Asks Kubernetes whether it would admit a pod made from each changed template. A StatefulSet itself is accepted whatever
 * its pods would meet: pod security, quotas and webhooks would show only when its first pod is gone.
 * @throws AdmissionDenied in the words of who refuses.
 */
export async function rehearseTemplates(
  dependencies: Dependencies,
  input: { cluster: string; chown: boolean },
): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { api, settings } = podsOf(cluster);
  const { namespace, statefulSets } = settings;
  for (const name of [...statefulSets.data, ...statefulSets.master]) {
    const statefulSet = await getStatefulSet(api, namespace, name);
    if (statefulSet === null) continue;
    const changed = withAdditions(statefulSet, additionsFor(statefulSet, targetOf(cluster), input.chown));
    await admit(createPod(api, namespace, podFromTemplate(changed, `logkeep-rehearsal-${name}`), { dryRun: true }));
  }
}

/** A full quota is no objection: the changed pod takes the place of one. Nor is a webhook that knows no dry runs. */
async function admit(rehearsal: Promise<unknown>): Promise<void> {
  try {
    await rehearsal;
  } catch (error) {
    if (error instanceof AdmissionDenied && error.gate === 'quota') return;
    if (error instanceof Rejected && /dry.?run/i.test(error.message)) return;
    throw error;
  }
}
