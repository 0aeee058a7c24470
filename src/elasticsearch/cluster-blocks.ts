import { z } from 'zod';
import type { ClusterBlock, StandingBlocks } from '../planning/standing-blocks';
import type { Elasticsearch } from './elasticsearch';
import { Unavailable } from './errors';

const blocksSchema = z.object({
  blocks: z
    .object({ global: z.record(z.string(), z.object({ description: z.string(), retryable: z.boolean() })).optional() })
    .optional(),
});

/**
 * Makes sure that "there is no such index" can be believed. While a restarted master has not recovered its state, or
 * there is no master, lookups answer from empty metadata as if nothing had ever existed.
 * @throws Unavailable, to be tried again.
 */
export async function assertStateRecovered(elasticsearch: Elasticsearch): Promise<void> {
  const path = '/_cluster/state/blocks';
  const { blocks } = await elasticsearch.send({ method: 'GET', path }, blocksSchema);
  const block = Object.entries(blocks?.global ?? {}).find(([id]) => recoveryBlocks.includes(id));
  if (block !== undefined)
    throw new Unavailable(`The cluster is not ready: ${block[1].description}`, { request: `GET ${path}` });
}

/** GatewayService.STATE_NOT_RECOVERED_BLOCK and the no-master blocks (NoMasterBlockService). */
const recoveryBlocks = ['1', '2'];

const blockSchema = z.object({ description: z.string(), levels: z.array(z.string()).default([]) });
const namedBlocks = z.record(z.string(), blockSchema).default({});
const standingSchema = z.object({
  blocks: z.object({ global: namedBlocks, indices: z.record(z.string(), namedBlocks).default({}) }).prefault({}),
});

/** IndexMetaData.INDEX_READ_ONLY_ALLOW_DELETE_BLOCK: what the flood stage sets. */
const floodBlock = '12';

/** What keeps requests from changing the cluster, and the indices that are blocked as at the flood stage. */
export async function getStandingBlocks(elasticsearch: Elasticsearch): Promise<StandingBlocks> {
  const { blocks } = await elasticsearch.send({ method: 'GET', path: '/_cluster/state/blocks' }, standingSchema);
  const cluster = Object.values(blocks.global).map(({ description, levels }): ClusterBlock => ({
    description,
    forbidsChange: levels.includes('metadata_write'),
  }));
  const flooded = Object.entries(blocks.indices).filter(([, standing]) => floodBlock in standing);
  return { cluster, flooded: flooded.map(([index]) => index).sort() };
}
