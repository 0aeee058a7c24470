import { pingTimeout, withQuickElection, withoutQuickElection } from '../../planning/quick-election';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import { editSettingsFile } from './edit-settings-file';

export interface EditElectionInput {
  cluster: string;
  /** `quicken` before the pods are restarted, `restore` once they are. */
  change: 'quicken' | 'restore';
}

/**
 * Lets pods that start from now on ask around for a second only before they elect a master, or no longer. A pod reads
 * it when it starts: those that have keep to it until they are restarted once more.
 */
export async function editElection(dependencies: Dependencies, input: EditElectionInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  await editSettingsFile(cluster, pingTimeout, input.change === 'quicken' ? withQuickElection : withoutQuickElection);
}
