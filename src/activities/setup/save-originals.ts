import { createHash } from 'node:crypto';
import { getConfigMap } from '../../kubernetes/config-maps';
import { createSecret } from '../../kubernetes/secrets';
import { getStatefulSet } from '../../kubernetes/stateful-sets';
import type { Manifest } from '../../planning/manifest';
import { originalsSecret } from '../../planning/originals';
import { restorable } from '../../planning/restorable';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { withinActivity } from '../within-activity';

/**
 * Keeps the StatefulSets and the ConfigMap as they are in a Secret that cannot be changed, so that kubectl alone can put
 * them back (docs/setup.md). Named after its content: to keep the same twice is to keep it once.
 * @returns the name of the Secret.
 */
export async function saveOriginals(dependencies: Dependencies, input: { cluster: string }): Promise<string> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { api, settings } = podsOf(cluster);
  const { namespace, statefulSets, configMap } = settings;
  const names = [...statefulSets.data, ...statefulSets.master];
  const found = await Promise.all([
    ...names.map((name) => getStatefulSet(api, namespace, name)),
    getConfigMap(api, namespace, configMap.name),
  ]);
  const manifests = found.filter((manifest): manifest is NonNullable<typeof manifest> => manifest !== null);
  const originals = manifests.map((manifest: Manifest) => restorable(manifest));
  const hash = createHash('sha256').update(JSON.stringify(originals)).digest('hex').slice(0, 10);
  const secret = originalsSecret(cluster.name, namespace, hash, originals);
  await createSecret(api, namespace, secret);
  return secret.metadata.name;
}
