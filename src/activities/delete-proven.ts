import { activityInfo } from '@temporalio/activity';
import { Blocked } from '../elasticsearch/errors';
import { readContents } from '../elasticsearch/index-contents';
import { listIndexTraits } from '../elasticsearch/index-traits';
import { deleteIndices } from '../elasticsearch/indices';
import { getSnapshot } from '../elasticsearch/snapshots';
import type { Decision } from '../planning/decision';
import { proveDeletions } from '../planning/deletion-proof';
import type { Proven } from '../planning/deletion-proof';
import type { IndexContent } from '../planning/index-content';
import type { Snapshot } from '../planning/snapshot';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { eachAlone } from './each-alone';
import { Refused } from './failure';
import { report } from './liveness';
import { withinActivity } from './within-activity';

export interface DeleteProvenInput {
  cluster: string;
  /** The snapshot of this run. */
  snapshot: string;
  /** What each index held after it had been sealed and before the snapshot. */
  sealed: IndexContent[];
}

export interface DeletedIndices {
  deleted: string[];
  /** What was not proven, or cannot be deleted, and so stays. */
  unproven: Decision[];
}

/** The proof is as fresh as the batch is small. */
const batchSize = 25;

/**
 * Deletes the sealed indices that the snapshot is proven to hold whole. Each batch is proven right before it goes.
 * @throws Refused when the snapshot is gone. SnapshotRunning, which is tried again, while somebody's snapshot still
 * needs one of them.
 */
export async function deleteProven(
  dependencies: Dependencies,
  { cluster: name, snapshot: snapshotName, sealed }: DeleteProvenInput,
): Promise<DeletedIndices> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const result: DeletedIndices = { deleted: [], unproven: [] };
  for (let start = 0; start < sealed.length; start += batchSize) {
    // Anew for each batch: whoever removes the snapshot meanwhile takes the proof away.
    const snapshot = await getSnapshot(cluster.elasticsearch, cluster.repository, snapshotName);
    if (snapshot === null) throw new Refused('No more indices are deleted', [`the snapshot ${snapshotName} is gone`]);
    const { proven, unproven, gone } = await prove(cluster, snapshot, sealed.slice(start, start + batchSize));
    const names = proven.map((index) => index.name);
    const refused = await eachAlone(names, (some) => deleteIndices(cluster.elasticsearch, some), [Blocked]);
    const isRefused = new Set(refused.map((index) => index.name));
    result.deleted.push(...names.filter((index) => !isRefused.has(index)));
    result.unproven.push(...unproven, ...refused);
    // An earlier attempt of this activity may have deleted them and not lived to say so.
    if (activityInfo().attempt > 1) result.deleted.push(...gone);
    else result.unproven.push(...gone.map((index) => ({ name: index, reason: 'somebody else has deleted it' })));
    report({ doing: `deleted ${result.deleted.length} of ${sealed.length} indices` });
  }
  return result;
}

async function prove(
  { elasticsearch, indexPattern }: Cluster,
  snapshot: Snapshot,
  batch: IndexContent[],
): Promise<Proven> {
  const names = batch.map((index) => index.name);
  const contents = await readContents(elasticsearch, names);
  const traits = await listIndexTraits(elasticsearch, indexPattern.wildcard);
  const now = traits
    .filter(({ name }) => names.includes(name))
    .map((index) => [index.name, { traits: index, content: contents.get(index.name) }] as const);
  return proveDeletions(batch, snapshot, new Map(now));
}
