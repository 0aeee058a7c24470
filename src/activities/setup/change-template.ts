import { UnsupportedPatch } from '../../kubernetes/errors';
import { insteadOf } from '../../planning/instead-of';
import { applyStatefulSet, getStatefulSet, strategicPatchStatefulSet } from '../../kubernetes/stateful-sets';
import type { StatefulSet } from '../../planning/manifest';
import { additionsFor } from '../../planning/setup-additions';
import { applyFields, hasAdditions, strategicPatch } from '../../planning/template-additions';
import type { Cluster, Dependencies, OnKubernetes } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { Refused } from '../failure';
import { withinActivity } from '../within-activity';
import { awaitObserved } from './await-observed';
import { holdRollout } from './hold-rollout';
import { targetOf } from './target';

export interface ChangeTemplateInput {
  cluster: string;
  statefulSet: string;
  /** Whether the volume has to be given to Elasticsearch's user. */
  chown: boolean;
}

/**
 * Adds the backup volume to a StatefulSet's template, as fields of logkeep's own: by server-side apply, or by a strategic
 * merge patch where the server is too old. No pod is restarted by it: a StatefulSet that would roll its pods by itself
 * is held first.
 */
export async function changeTemplate(dependencies: Dependencies, input: ChangeTemplateInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const onKubernetes = podsOf(cluster);
  const found = await getStatefulSet(onKubernetes.api, onKubernetes.settings.namespace, input.statefulSet);
  if (found === null) throw new Refused('The template cannot be changed', [`StatefulSet ${input.statefulSet} is gone`]);
  const held = await holdRollout(onKubernetes, found);
  await add(cluster, onKubernetes, held, input.chown);
  await awaitObserved(onKubernetes, input.statefulSet);
}

async function add(
  cluster: Cluster,
  { api, settings }: OnKubernetes,
  found: StatefulSet,
  chown: boolean,
): Promise<void> {
  const { namespace } = settings;
  const { name, uid = '' } = found.metadata;
  const additions = additionsFor(found, targetOf(cluster), chown);
  if (hasAdditions(found.spec.template, additions) === 'adopted') return;
  const fields = applyFields(found, additions);
  // With its uid, apply can only change this StatefulSet, and never create another.
  const guarded = { ...fields, metadata: { ...fields.metadata, uid } };
  const applied = await insteadOf(UnsupportedPatch, applyStatefulSet(api, namespace, guarded), null);
  if (applied === null)
    await strategicPatchStatefulSet(api, namespace, name, strategicPatch(found, additions), { uid });
}
