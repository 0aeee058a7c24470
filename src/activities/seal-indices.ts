import { Blocked, IndexMissing } from '../elasticsearch/errors';
import { readContents } from '../elasticsearch/index-contents';
import { listIndexTraits } from '../elasticsearch/index-traits';
import { blockWrites } from '../elasticsearch/seals';
import type { Decision } from '../planning/decision';
import type { IndexContent } from '../planning/index-content';
import { isBlocked } from '../planning/live-index';
import type { IndexTraits } from '../planning/live-index';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { eachAlone } from './each-alone';
import { withinActivity } from './within-activity';

export interface SealIndicesInput {
  cluster: string;
  indices: { name: string; uuid: string }[];
}

export interface SealedIndices {
  /** What each holds from now on. */
  sealed: IndexContent[];
  /** What could not be sealed, and so will not be deleted. */
  unsealed: Decision[];
}

/**
 * Blocks indices for writing, so that the snapshot which follows holds them in their final state, and says what they
 * hold. An index that somebody else has blocked stays as it is. A second time it finds its own blocks and adopts them.
 */
export async function sealIndices(
  dependencies: Dependencies,
  { cluster: name, indices }: SealIndicesInput,
): Promise<SealedIndices> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const { elasticsearch } = cluster;
  const writable = (await presentOf(cluster, indices)).filter((index) => !isBlocked(index)).map((index) => index.name);
  // A cleaner may delete one between the look and the block, and a disk that runs full may block one.
  await eachAlone(writable, (names) => blockWrites(elasticsearch, names), [IndexMissing, Blocked]);
  // What counts is what the server says now, not what was asked of it.
  const blocked = (await presentOf(cluster, indices)).filter(isBlocked).map((index) => index.name);
  const contents = await readContents(elasticsearch, blocked);
  const result: SealedIndices = { sealed: [], unsealed: [] };
  for (const index of indices) {
    const content = contents.get(index.name);
    if (content?.uuid === index.uuid) result.sealed.push(content);
    else
      result.unsealed.push({ name: index.name, reason: 'it could not be sealed: it is gone, or a shard is missing' });
  }
  return result;
}

async function presentOf(
  { elasticsearch, indexPattern }: Cluster,
  wanted: SealIndicesInput['indices'],
): Promise<IndexTraits[]> {
  const uuids = new Map(wanted.map(({ name, uuid }) => [name, uuid]));
  const traits = await listIndexTraits(elasticsearch, indexPattern.wildcard);
  return traits.filter(({ name, uuid }) => uuids.get(name) === uuid);
}
