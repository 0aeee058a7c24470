import { addPathRepo, removePathRepo } from '../../planning/path-repo';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { Refused } from '../failure';
import { withinActivity } from '../within-activity';
import { editSettingsFile } from './edit-settings-file';

export interface EditPathRepoInput {
  cluster: string;
  change: 'add' | 'remove';
}

/**
 * Adds the mount of the backup volume to path.repo in the ConfigMap's elasticsearch.yml, or takes it out. Everything
 * else in the text stays as it is, byte for byte; whoever changes it at the same moment is not overwritten.
 * @returns whether anything had to be changed.
 */
export async function editPathRepo(dependencies: Dependencies, input: EditPathRepoInput): Promise<boolean> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { mountPath } = cluster.repositorySettings;
  const edit = input.change === 'add' ? addPathRepo : removePathRepo;
  const edited = await editSettingsFile(cluster, 'path.repo', (text) => edit(text, mountPath));
  if (edited !== null || input.change === 'remove') return edited === true;
  const { name, key } = podsOf(cluster).settings.configMap;
  throw new Refused('path.repo cannot be set', [`ConfigMap ${name} has no ${key} any more`]);
}
