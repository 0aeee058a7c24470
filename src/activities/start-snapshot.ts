import { createSnapshot, getSnapshot } from '../elasticsearch/snapshots';
import { SnapshotExists, TimedOut } from '../elasticsearch/errors';
import { notOwnSnapshot } from '../planning/snapshot-ownership';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { withinActivity } from './within-activity';

export interface StartSnapshotInput {
  cluster: string;
  snapshot: string;
  indices: string[];
  workflowId: string;
  /** The run looked for the name under its lease and did not find it. */
  nameWasFree: boolean;
}

/**
 * Starts the snapshot without waiting for its end, or adopts it when an earlier attempt of this activity already did.
 * @throws Refused when somebody else took the name; SnapshotRunning (tried again) while another snapshot runs.
 */
export async function startSnapshot(
  dependencies: Dependencies,
  input: StartSnapshotInput,
): Promise<{ adopted: boolean }> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  try {
    await createSnapshot(cluster.elasticsearch, {
      repository: cluster.repository,
      name: input.snapshot,
      indices: input.indices,
      takenBy: input.workflowId,
    });
    return { adopted: false };
  } catch (error) {
    // After a time-out the server may still be initialising it; then the next attempt finds the name taken.
    if (!(error instanceof SnapshotExists || error instanceof TimedOut)) throw error;
    if (await isOwn(cluster, input)) return { adopted: true };
    throw error;
  }
}

async function isOwn(
  { elasticsearch, repository }: Cluster,
  { snapshot, workflowId, nameWasFree }: StartSnapshotInput,
): Promise<boolean> {
  const existing = await getSnapshot(elasticsearch, repository, snapshot);
  if (existing === null) return false;
  const objection = notOwnSnapshot(existing, { workflowId, nameWasFree });
  if (objection !== null) throw new Refused(`Snapshot ${snapshot} cannot be taken`, [objection]);
  return true;
}
