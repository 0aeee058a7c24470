import { AlreadyExists } from '../../kubernetes/errors';
import { insteadOf } from '../../planning/instead-of';
import { createSecret, deleteSecret, getSecret } from '../../kubernetes/secrets';
import { createStatefulSet, getStatefulSet, orphanStatefulSet } from '../../kubernetes/stateful-sets';
import type { StatefulSet } from '../../planning/manifest';
import { isStale, readRecreation, recreationState, recreationStep } from '../../planning/recreation';
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
    if (step === 'done') return true;
    if (step === 'delete') await orphanStatefulSet(api, namespace, input.statefulSet, recreation.oldUid);
    else await insteadOf(AlreadyExists, createStatefulSet(api, namespace, recreation.desired), null);
    return undefined;
  };
  await pollFor(patience, advance, () =>
    Promise.resolve(new Refused('The StatefulSet is not re-created yet', [stuck])),
  );
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
  if (remembered !== null || input.onlyFinish === true) return remembered;
  if (found === null)
    throw new Refused('The StatefulSet cannot be re-created', [
      `StatefulSet ${input.statefulSet} is gone, and so is logkeep's copy of what it was to become`,
    ]);
  const held = await holdRollout({ api, settings }, found);
  const desired = withAdditions(held, additionsFor(held, targetOf(cluster), input.chown));
  // Already so: an earlier attempt has come to its end and lost its answer.
  if (hasSameTemplate(held, desired)) return null;
  const { uid: oldUid = '', generation: oldGeneration = 0 } = held.metadata;
  const state = recreationState(cluster.name, { oldUid, oldGeneration, desired });
  await createSecret(api, namespace, state);
  // As a later attempt would read it: without what only the server may set.
  return readRecreation(state);
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

function hasSameTemplate(a: StatefulSet, b: StatefulSet): boolean {
  return JSON.stringify(names(a)) === JSON.stringify(names(b));
}

function names({ spec: { template } }: StatefulSet): unknown {
  const { volumes = [], initContainers = [] } = template.spec;
  return [volumes.map(({ name }) => name), initContainers.map(({ name, command }) => [name, command])];
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
