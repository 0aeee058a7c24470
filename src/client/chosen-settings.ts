import type { Config } from '../config/load';
import type { ClusterSettings } from '../config/settings';

/** The settings of a cluster that `chosenCluster` has found in the file. */
export function chosenSettings({ clusters }: Config, name: string): ClusterSettings {
  const settings = clusters.find((cluster) => cluster.name === name);
  if (settings === undefined) throw new Error(`no cluster ${name} in the file`);
  return settings;
}
