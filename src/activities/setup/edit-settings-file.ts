import { getConfigMap, replaceKey } from '../../kubernetes/config-maps';
import { Conflict } from '../../kubernetes/errors';
import { insteadOf } from '../../planning/instead-of';
import type { Cluster } from '../cluster';
import { podsOf } from '../cluster';
import { Refused } from '../failure';

/** Somebody else who writes at the same moment may win this often. */
const mostAttempts = 5;

/**
 * Edits the ConfigMap's elasticsearch.yml; whoever changes it at the same moment is not overwritten.
 * @param setting what cannot be set when it fails.
 * @returns whether anything had to be changed; null when there is no such text.
 */
export async function editSettingsFile(
  cluster: Cluster,
  setting: string,
  edit: (text: string) => string,
): Promise<boolean | null> {
  const { api, settings } = podsOf(cluster);
  const { namespace, configMap } = settings;
  for (let attempt = 1; ; attempt += 1) {
    const found = await getConfigMap(api, namespace, configMap.name);
    const text = found?.data?.[configMap.key];
    if (text === undefined) return null;
    const edited = edit(text);
    if (edited === text) return false;
    const version = found?.metadata.resourceVersion ?? '';
    const write = replaceKey(api, namespace, configMap.name, configMap.key, edited, version);
    if ((await insteadOf(Conflict, write, null)) !== null) return true;
    if (attempt === mostAttempts)
      throw new Refused(`${setting} cannot be set`, [
        `ConfigMap ${configMap.name} is being changed by somebody else again and again; stop that and run setup again`,
      ]);
  }
}
