import { AlreadyExists, Conflict, Rejected } from '../../kubernetes/errors';
import { insteadOf } from '../../planning/instead-of';
import { createSecret, deleteSecret, getSecret } from '../../kubernetes/secrets';
import { createStatefulSet, getStatefulSet, orphanStatefulSet } from '../../kubernetes/stateful-sets';
import type { StatefulSet } from '../../planning/manifest';
import { isStale, isUntouched, readRecreation, recreationState, recreationStep } from '../../planning/recreation';
import type { Recreation } from '../../planning/recreation';
import { recreationSecret } from '../../planning/required-rights';
import { additionsFor } from '../../planning/setup-additions';
import { hasAdditions, withAdditions } from '../../planning/template-additions';
import type { Cluster, Dependencies, OnKubernetes } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { Refused } from '../failure';
import { pollFor } from '../poll';
import { withinActivity } from '../within-activity';
import type { ChangeTemplateInput } from './change-template';
import { awaitObserved } from './await-observed';
import { holdRollout } from './hold-rollout';
import { podsOfStatefulSet } from './inspect-kubernetes';
import { targetOf } from './target';

export interface RecreateInput extends ChangeTemplateInput {
  /** Only come to the end of what was begun before. */
  onlyFinish?: boolean;
}

/** Deleting and adopting take seconds; what it was to become stays in the cluster when they do not come to an end. */
const patience = 300_000;

/**
 * Deletes a StatefulSet without its pods and creates it anew with the backup volume, as the article does, but so that it
 * can be interrupted anywhere: what it is to become lies in the cluster before anything is deleted, and every step
 * follows from what is there. Its pods run on, and the new one adopts them.
 */
export async function recreateStatefulSet(dependencies: Dependencies, input: RecreateInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const onKubernetes = podsOf(cluster);
  const { api, settings } = onKubernetes;
  const { namespace } = settings;
  const recreation = await rememberedRecreation(cluster, input);
  if (recreation === null) return;
  const stuck = `StatefulSet ${input.statefulSet} is still there although it was deleted: see its finalizers`;
  const advance = async () => {
    const existing = await getStatefulSet(api, namespace, input.statefulSet);
    const step = recreationStep(existing?.metadata.uid ?? null, recreation);
    if (step === 'done') return step;
    if (existing === null) {
      await insteadOf(AlreadyExists, createStatefulSet(api, namespace, recreation.desired), null);
      return undefined;
    }
    // Somebody has changed it since: what it was to become lacks that.
    if (isUntouched(existing, recreation) && isStale(existing, recreation, false)) return 'stale';
    const { uid = '', resourceVersion } = existing.metadata;
    await insteadOf(Conflict, orphanStatefulSet(api, namespace, input.statefulSet, uid, resourceVersion), null);
    return undefined;
  };
  const end = await pollFor(patience, advance, () =>
    Promise.resolve(new Refused('The StatefulSet is not re-created yet', [stuck])),
  );
  if (end === 'stale') return recreateStatefulSet(dependencies, input);
  await adopted(onKubernetes, input.statefulSet);
  await awaitObserved(onKubernetes, input.statefulSet);
  await deleteSecret(api, namespace, recreationSecret(input.statefulSet));
}

/** What the StatefulSet is to become, kept in the cluster; null when there is nothing to re-create any more. */
async function rememberedRecreation(cluster: Cluster, input: RecreateInput): Promise<Recreation | null> {
  const { api, settings } = podsOf(cluster);
  const { namespace } = settings;
  const found = await getStatefulSet(api, namespace, input.statefulSet);
  const remembered = await validRecreation(cluster, input.statefulSet, found);
  if (input.onlyFinish === true && remembered !== null && isUntouched(found, remembered)) {
    await deleteSecret(api, namespace, recreationSecret(input.statefulSet));
    return null;
  }
  if (remembered !== null || input.onlyFinish === true) return remembered;
  if (found === null)
    throw new Refused('The StatefulSet cannot be re-created', [
      `StatefulSet ${input.statefulSet} is gone, and so is logkeep's copy of what it was to become`,
    ]);
  const held = await holdRollout({ api, settings }, found);
  const additions = additionsFor(held, targetOf(cluster), input.chown);
  // Already so: an earlier attempt has come to its end and lost its answer.
  if (['complete', 'adopted'].includes(hasAdditions(held.spec.template, additions))) return null;
  const { uid: oldUid = '', generation: oldGeneration = 0 } = held.metadata;
  const state = recreationState(cluster.name, {
    ...{ oldUid, oldGeneration },
    desired: withAdditions(held, additions),
  });
  // As a later attempt would read it: without what only the server may set.
  const recreation = readRecreation(state);
  await rehearse({ api, settings }, recreation.desired);
  await createSecret(api, namespace, state);
  return recreation;
}

/**
 * What the server would refuse to create must not be deleted first: all is well when it only finds the name taken. A
 * webhook that knows no dry runs is no objection.
 */
async function rehearse({ api, settings }: OnKubernetes, desired: StatefulSet): Promise<void> {
  try {
    await createStatefulSet(api, settings.namespace, desired, { dryRun: true });
  } catch (error) {
    if (error instanceof AlreadyExists) return;
    if (error instanceof Rejected && /dry.?run/i.test(error.message)) return;
    throw error;
  }
}

/** What an earlier attempt or run has remembered, unless it was overtaken: then it is forgotten. */
async function validRecreation(
  cluster: Cluster,
  name: string,
  existing: StatefulSet | null,
): Promise<Recreation | null> {
  const { api, settings } = podsOf(cluster);
  const secret = await getSecret(api, settings.namespace, recreationSecret(name));
  if (secret === null) return null;
  const recreation = readRecreation(secret);
  if (existing === null || !isStale(existing, recreation, hasVolume(cluster, existing))) return recreation;
  await deleteSecret(api, settings.namespace, recreationSecret(name), secret.metadata.uid);
  return null;
}

function hasVolume(cluster: Cluster, statefulSet: StatefulSet): boolean {
  const additions = additionsFor(statefulSet, targetOf(cluster), false);
  return ['complete', 'adopted'].includes(hasAdditions(statefulSet.spec.template, additions));
}

/** The new StatefulSet owns the old one's pods: they are not created a second time, and not forgotten. */
async function adopted({ api, settings }: OnKubernetes, name: string): Promise<void> {
  const look = async () => {
    const statefulSet = await getStatefulSet(api, settings.namespace, name);
    if (statefulSet === null) return undefined;
    const pods = await podsOfStatefulSet(api, statefulSet, settings.namespace);
    const owned = pods.filter(({ metadata }) =>
      metadata.ownerReferences?.some(({ uid }) => uid === statefulSet.metadata.uid),
    );
    return owned.length === pods.length ? true : undefined;
  };
  const alone = `StatefulSet ${name} has not taken its running pods over: see that kube-controller-manager runs`;
  await pollFor(patience, look, () => Promise.resolve(new Refused('The StatefulSet is not re-created yet', [alone])));
}
