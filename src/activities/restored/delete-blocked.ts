import { Blocked, IndexMissing, Rejected, SnapshotRunning } from '../../elasticsearch/errors';
import { listIndexTraits } from '../../elasticsearch/index-traits';
import { deleteIndices } from '../../elasticsearch/indices';
import { allowWrites, blockWrites } from '../../elasticsearch/seals';
import type { ExpiryDecision, RestoredNow } from '../../planning/expiry-verdict';
import { isBlocked, isSealed } from '../../planning/live-index';
import type { IndexTraits } from '../../planning/live-index';
import type { Cluster, Dependencies } from '../cluster';
import { eachAlone } from '../each-alone';
import { report } from '../liveness';
import type { RestoredIndex } from '../restored-indices';
import { outlivingCancellation } from '../within-activity';
import { findMarked, lookAtRestored } from './read-restored';

/** A restored index and what was decided about it. */
export type Judged = RestoredIndex & ExpiryDecision;

export interface DeletedRestored {
  deleted: string[];
  /** What the judge had against it in the end, or the server. */
  left: Judged[];
}

/** The proof is as fresh as the batch is small. */
const batchSize = 25;

/**
 * Deletes restored indices that a judge lets go also when nobody can write to them any more: each batch is blocked for
 * writing first, so that no line is taken between the last look and the deletion; what stays can be written again.
 * @param before what earlier attempts of this activity have deleted.
 */
export async function deleteBlocked(
  cluster: Cluster,
  dependencies: Dependencies,
  indices: readonly RestoredIndex[],
  judge: (index: RestoredNow) => ExpiryDecision,
  before: readonly string[],
): Promise<DeletedRestored> {
  try {
    return await deleteInBatches(cluster, dependencies, indices, judge, before);
  } catch (error) {
    // A run that is cancelled or fails here would leave what stays closed to writers, and nobody would notice.
    await release(outlivingCancellation(cluster), dependencies, indices).catch(() => undefined);
    throw error;
  }
}

async function deleteInBatches(
  cluster: Cluster,
  dependencies: Dependencies,
  indices: readonly RestoredIndex[],
  judge: (index: RestoredNow) => ExpiryDecision,
  before: readonly string[],
): Promise<DeletedRestored> {
  const result: DeletedRestored = { deleted: [...before], left: [] };
  for (let start = 0; start < indices.length; start += batchSize) {
    const batch = indices.slice(start, start + batchSize);
    const judged = await judgeBlocked(cluster, dependencies, batch, judge);
    const going = judged.filter(({ verdict }) => verdict === 'goes').map(({ name }) => name);
    // Refused for one of them: blocked, in use by a snapshot that has begun just now, or part of something greater.
    const refusals = [Blocked, SnapshotRunning, Rejected];
    const refused = await eachAlone(going, (some) => deleteIndices(cluster.elasticsearch, some), refusals);
    const words = new Map(refused.map(({ name, reason }) => [name, reason]));
    result.deleted.push(...going.filter((name) => !words.has(name)));
    report({ doing: `deleted ${result.deleted.length} of ${indices.length} restored indices` });
    for (const index of judged) {
      const reason = words.get(index.name);
      if (reason !== undefined) result.left.push({ ...index, verdict: 'waits', reason });
      else if (index.verdict !== 'goes') result.left.push(index);
    }
    await release(cluster, dependencies, batch);
  }
  // What an attempt that was cut off has left blocked.
  await release(cluster, dependencies, []);
  return result;
}

async function judgeBlocked(
  cluster: Cluster,
  dependencies: Dependencies,
  batch: readonly RestoredIndex[],
  judge: (index: RestoredNow) => ExpiryDecision,
): Promise<Judged[]> {
  // Whoever has blocked one before wants it to stay so.
  const open = (await findMarked(cluster, dependencies, batch)).filter(({ traits }) => !isBlocked(traits));
  const names = open.map(({ traits }) => traits.name);
  await eachAlone(names, (some) => blockWrites(cluster.elasticsearch, some), [IndexMissing, Blocked]);
  // What counts is what the server says now, not what was asked of it.
  const now = await lookAtRestored(cluster, await findMarked(cluster, dependencies, batch));
  // Counting may take minutes, in which a person may have wanted to keep one.
  const last = new Map((await findMarked(cluster, dependencies, batch)).map((one) => [one.traits.name, one]));
  return now.map((index): Judged => {
    const { name, uuid } = index.traits;
    const found = last.get(name);
    if (found === undefined) return { name, uuid, verdict: 'stays', reason: 'its mark was taken away meanwhile' };
    const { traits, mark } = found;
    if (!isBlocked(traits)) return { name, uuid, verdict: 'waits', reason: 'it could not be blocked for writing' };
    return { name, uuid, ...judge({ ...index, traits, mark: { ...index.mark, expires: mark.expires } }) };
  });
}

/** Nothing else of logkeep's blocks an index with a mark; nor one that has taken the place of such an index just now. */
async function release(cluster: Cluster, dependencies: Dependencies, batch: readonly RestoredIndex[]): Promise<void> {
  const { elasticsearch } = cluster;
  const found: IndexTraits[] = (await findMarked(cluster, dependencies)).map(({ traits }) => traits);
  for (const { name } of batch)
    if (!found.some((index) => index.name === name)) found.push(...(await listIndexTraits(elasticsearch, name)));
  const names = found.filter(isSealed).map(({ name }) => name);
  await eachAlone(names, (some) => allowWrites(elasticsearch, some), [IndexMissing, Blocked]);
}
