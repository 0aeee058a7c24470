import { condition, defineSignal, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { LeaseInput } from './types';

export const releaseSignal = defineSignal('release');

/**
 * Holds the lease of a cluster until its operation releases it. Internal: a child of the operation, so that Temporal
 * ends it when the operation is terminated.
 */
export async function clusterLease({ cluster, operation, holder }: LeaseInput): Promise<void> {
  let released = false;
  setHandler(releaseSignal, () => void (released = true), { description: 'Give the lease back' });
  setCurrentDetails(`**${operation}** (workflow \`${holder}\`) works on cluster \`${cluster}\``);
  await condition(() => released);
}
