import { IndexMissing } from '../elasticsearch/errors';
import { readContents } from '../elasticsearch/index-contents';
import { listIndexTraits } from '../elasticsearch/index-traits';
import { blockWrites } from '../elasticsearch/seals';
import type { Decision } from '../planning/decision';
import type { IndexContent } from '../planning/index-content';
import type { IndexTraits } from '../planning/live-index';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
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

/** A cleaner may delete an index between the look and the block. */
const mostLooks = 3;

/**
 * Blocks indices for writing, so that the snapshot which follows holds them in their final state, and says what they
 * hold. An index that somebody else has blocked stays as it is. A second time it finds its own blocks and adopts them.
 */
export async function sealIndices(
  dependencies: Dependencies,
  { cluster: name, indices }: SealIndicesInput,
): Promise<SealedIndices> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  for (let look = 1; ; look += 1) {
    const present = await presentOf(cluster, indices);
    const writable = present.filter(({ blocks }) => !blocks.write && !blocks.readOnly);
    try {
      await blockWrites(
        cluster.elasticsearch,
        writable.map((index) => index.name),
      );
      break;
    } catch (error) {
      if (!(error instanceof IndexMissing) || look === mostLooks) throw error;
    }
  }
  // What counts is what the server says now, not what was asked of it.
  const present = await presentOf(cluster, indices);
  const blocked = present.filter(({ blocks }) => blocks.write || blocks.readOnly).map((index) => index.name);
  const contents = await readContents(cluster.elasticsearch, blocked);
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
