import { z } from 'zod';
import type { ShardRecovery } from '../planning/shard-recovery';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';

const shardSchema = z.object({
  id: z.number(),
  type: z.string(),
  stage: z.string(),
  primary: z.boolean(),
  source: z.object({ repository: z.string().optional(), snapshot: z.string().optional() }).default({}),
  index: z.object({
    size: z.object({ total_in_bytes: z.number(), reused_in_bytes: z.number(), recovered_in_bytes: z.number() }),
  }),
});
const recoverySchema = z.record(z.string(), z.object({ shards: z.array(shardSchema) }));

/** How the primary shards of the indices came to be where they are. Shards without a node are not in it yet. */
export async function getPrimaryRecoveries(
  elasticsearch: Elasticsearch,
  indices: readonly string[],
): Promise<ShardRecovery[]> {
  const byIndex = await elasticsearch.send(
    { method: 'GET', path: pathOf`/${indices.join(',')}/_recovery` },
    recoverySchema,
  );
  return Object.entries(byIndex).flatMap(([index, { shards }]) =>
    shards
      .filter(({ primary }) => primary)
      .map(({ id, stage, source, index: { size } }) => ({
        index,
        shard: id,
        stage,
        bytesTotal: size.total_in_bytes,
        bytesDone: size.reused_in_bytes + size.recovered_in_bytes,
        ...(source.snapshot === undefined ? {} : { snapshot: source.snapshot }),
      })),
  );
}
