import { Blocked, IndexMissing, Rejected, SnapshotRunning } from '../../elasticsearch/errors';
import { deleteIndices } from '../../elasticsearch/indices';
import { allowWrites, blockWrites } from '../../elasticsearch/seals';
import type { Decision } from '../../planning/decision';
import type { ExpiryDecision, RestoredNow } from '../../planning/expiry-verdict';
import { isSealed } from '../../planning/live-index';
import type { Cluster, Dependencies } from '../cluster';
import { eachAlone } from '../each-alone';
import { report } from '../liveness';
import { findMarked, lookAtRestored } from './read-restored';

/** An index by name and identity. */
export interface Identified {
  name: string;
  uuid: string;
}

export interface DeletedRestored {
  deleted: string[];
  /** What the judge had against it in the end, or the server. */
  left: (Decision & Pick<ExpiryDecision, 'verdict'>)[];
}

/** The proof is as fresh as the batch is small. */
const batchSize = 25;

/**
 * Deletes restored indices that a judge lets go also when nobody can write to them any more: each batch is blocked for
 * writing first, so that no line is taken between the last look and the deletion; what stays can be written again.
 */
export async function deleteBlocked(
  cluster: Cluster,
  dependencies: Dependencies,
  indices: readonly Identified[],
  judge: (index: RestoredNow) => ExpiryDecision,
  before: readonly string[] = [],
): Promise<DeletedRestored> {
  const { elasticsearch } = cluster;
  const result: DeletedRestored = { deleted: [...before], left: [] };
  for (let start = 0; start < indices.length; start += batchSize) {
    const batch = indices.slice(start, start + batchSize);
    const names = batch.map(({ name }) => name);
    await eachAlone(names, (some) => blockWrites(elasticsearch, some), [IndexMissing, Blocked]);
    const found = (await findMarked(cluster, dependencies)).filter(({ traits }) =>
      batch.some(({ name, uuid }) => name === traits.name && uuid === traits.uuid),
    );
    const now = await lookAtRestored(cluster, found);
    const judged = now.map((index) => ({ name: index.traits.name, ...judge(index) }));
    const going = judged.filter(({ verdict }) => verdict === 'goes').map(({ name }) => name);
    // Refused for one of them: blocked, in use by a snapshot that has begun just now, or part of something greater.
    const refusals = [Blocked, SnapshotRunning, Rejected];
    const refused = await eachAlone(going, (some) => deleteIndices(elasticsearch, some), refusals);
    const stays = new Set(refused.map(({ name }) => name));
    result.deleted.push(...going.filter((name) => !stays.has(name)));
    result.left.push(
      ...judged.filter(({ verdict }) => verdict !== 'goes'),
      ...refused.map((decision) => ({ ...decision, verdict: 'waits' as const })),
    );
    await release(cluster, dependencies);
    report({ deleted: result.deleted });
  }
  return result;
}

/** Also what an attempt that was cut off has left blocked: nothing else blocks an index with a mark. */
async function release(cluster: Cluster, dependencies: Dependencies): Promise<void> {
  const sealed = (await findMarked(cluster, dependencies)).filter(({ traits }) => isSealed(traits));
  const names = sealed.map(({ traits }) => traits.name);
  await eachAlone(names, (some) => allowWrites(cluster.elasticsearch, some), [IndexMissing, Blocked]);
}
