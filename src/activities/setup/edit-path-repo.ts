import { getConfigMap, replaceKey } from '../../kubernetes/config-maps';
import { Conflict } from '../../kubernetes/errors';
import { insteadOf } from '../../planning/instead-of';
import { addPathRepo, removePathRepo } from '../../planning/path-repo';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { Refused } from '../failure';
import { withinActivity } from '../within-activity';

export interface EditPathRepoInput {
  cluster: string;
  change: 'add' | 'remove';
}

/** Somebody else who writes at the same moment may win this often. */
const mostAttempts = 5;

/**
 * Adds the mount of the backup volume to path.repo in the ConfigMap's elasticsearch.yml, or takes it out. Everything
 * else in the text stays as it is, byte for byte; whoever changes it at the same moment is not overwritten.
 * @returns whether anything had to be changed.
 */
export async function editPathRepo(dependencies: Dependencies, input: EditPathRepoInput): Promise<boolean> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { api, settings } = podsOf(cluster);
  const { namespace, configMap } = settings;
  const { mountPath } = cluster.repositorySettings;
  for (let attempt = 1; ; attempt += 1) {
    const found = await getConfigMap(api, namespace, configMap.name);
    const text = found?.data?.[configMap.key];
    if (text === undefined) {
      if (input.change === 'remove') return false;
      throw new Refused('path.repo cannot be set', [`ConfigMap ${configMap.name} has no ${configMap.key} any more`]);
    }
    const edited = input.change === 'add' ? addPathRepo(text, mountPath) : removePathRepo(text, mountPath);
    if (edited === text) return false;
    const version = found?.metadata.resourceVersion ?? '';
    const written = await insteadOf(
      Conflict,
      replaceKey(api, namespace, configMap.name, configMap.key, edited, version),
      null,
    );
    if (written !== null) return true;
    if (attempt === mostAttempts)
      throw new Refused('path.repo cannot be set', [
        `ConfigMap ${configMap.name} is being changed by somebody else again and again; stop that and run setup again`,
      ]);
  }
}
