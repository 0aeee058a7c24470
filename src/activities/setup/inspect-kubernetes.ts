import { reviewAccess } from '../../kubernetes/access';
import { getClaim } from '../../kubernetes/claims';
import { getConfigMap } from '../../kubernetes/config-maps';
import { Forbidden } from '../../kubernetes/errors';
import { insteadOf } from '../../planning/instead-of';
import { listPods } from '../../kubernetes/pods';
import { getSecret } from '../../kubernetes/secrets';
import { getStatefulSet } from '../../kubernetes/stateful-sets';
import { getVolume } from '../../kubernetes/volumes';
import { claimObjections } from '../../planning/claim';
import type { ConfigMap, PersistentVolumeClaim, Pod, StatefulSet } from '../../planning/manifest';
import { ManifestProblem } from '../../planning/manifest-problem';
import { pathRepoOf } from '../../planning/path-repo';
import { describeRight, execRights, recreationSecret, requiredRights } from '../../planning/required-rights';
import type { ChangeMode } from '../../planning/required-rights';
import type { KubernetesFacts, StatefulSetFacts } from '../../planning/setup-facts';
import { additionsFor } from '../../planning/setup-additions';
import { additionsObjection, hasAdditions } from '../../planning/template-additions';
import type { Cluster, OnKubernetes } from '../cluster';
import { targetOf } from './target';

/** What stands on Kubernetes before a setup. Rights that are missing are told, not thrown. */
export async function inspectKubernetes(
  cluster: Cluster,
  onKubernetes: OnKubernetes,
  mode: ChangeMode,
): Promise<KubernetesFacts> {
  const { api, settings } = onKubernetes;
  const { namespace, configMap: config } = settings;
  const [required, exec] = [requiredRights(settings, mode), execRights()];
  const missing = await reviewAccess(api, namespace, [...required, ...exec]);
  const [statefulSets, configMap, claim] = await Promise.all([
    inspectStatefulSets(cluster, onKubernetes, mode),
    insteadOf(Forbidden, getConfigMap(api, namespace, config.name), null),
    insteadOf(Forbidden, getClaim(api, namespace, settings.claim.name), null),
  ]);
  return {
    ...{ settings, statefulSets, configMap, claim },
    missingRights: missing.filter((right) => required.includes(right)).map(describeRight),
    missingExecRights: missing.filter((right) => exec.includes(right)).map(describeRight),
    ...configured(configMap, config.key),
    claimObjections: claim === null ? [] : claimObjections(claim, settings.claim),
    volumeIsDeletedWithClaim: await isDeletedWithClaim(onKubernetes, claim),
  };
}

/** The StatefulSets of the cluster with their pods, data first. */
export async function inspectStatefulSets(
  cluster: Cluster,
  onKubernetes: OnKubernetes,
  mode: ChangeMode,
): Promise<StatefulSetFacts[]> {
  const { data, master } = onKubernetes.settings.statefulSets;
  const named = [
    ...data.map((name) => ({ name, role: 'data' as const })),
    ...master.map((name) => ({ name, role: 'master' as const })),
  ];
  return Promise.all(named.map(({ name, role }) => inspectStatefulSet(cluster, onKubernetes, mode, name, role)));
}

async function inspectStatefulSet(
  cluster: Cluster,
  { api, settings }: OnKubernetes,
  mode: ChangeMode,
  name: string,
  role: 'data' | 'master',
): Promise<StatefulSetFacts> {
  const { namespace } = settings;
  const statefulSet = await insteadOf(Forbidden, getStatefulSet(api, namespace, name), null);
  // A re-creation that was interrupted is finished in whatever mode this run has.
  const recreation =
    statefulSet === null || mode === 'recreate'
      ? await insteadOf(Forbidden, getSecret(api, namespace, recreationSecret(name)), null)
      : null;
  if (statefulSet === null)
    return { ...{ name, role, statefulSet, pods: [] }, ...nothingThere, isBeingRecreated: recreation !== null };
  const pods = await insteadOf(Forbidden, podsOfStatefulSet(api, statefulSet, namespace), []);
  const wanted = additionsFor(statefulSet, targetOf(cluster), false);
  const { template } = statefulSet.spec;
  const additions = hasAdditions(template, wanted);
  const templateProblem = additionsObjection(template, wanted);
  return { name, role, statefulSet, pods, additions, templateProblem, isBeingRecreated: recreation !== null };
}

const nothingThere = { additions: 'none', templateProblem: null } as const;

/** Its pods by name, also while it is being re-created and owns none. */
export async function podsOfStatefulSet(
  api: OnKubernetes['api'],
  { metadata, spec }: StatefulSet,
  namespace: string,
): Promise<Pod[]> {
  const pods = await listPods(api, namespace, spec.selector.matchLabels ?? {});
  const named = new RegExp(`^${metadata.name}-\\d+$`);
  return pods.filter((pod) => named.test(pod.metadata.name));
}

function configured(configMap: ConfigMap | null, key: string): Pick<KubernetesFacts, 'pathRepo' | 'configProblem'> {
  try {
    return { pathRepo: pathRepoOf(configMap?.data?.[key] ?? ''), configProblem: null };
  } catch (error) {
    if (!(error instanceof ManifestProblem)) throw error;
    return { pathRepo: [], configProblem: error.message };
  }
}

async function isDeletedWithClaim({ api }: OnKubernetes, claim: PersistentVolumeClaim | null): Promise<boolean | null> {
  const name = claim?.spec.volumeName;
  if (name === undefined) return null;
  const volume = await getVolume(api, name);
  return volume === 'forbidden' || volume === null ? null : volume.spec.persistentVolumeReclaimPolicy === 'Delete';
}
