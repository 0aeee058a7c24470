import { z } from 'zod';
import type { ServerProduct } from '../planning/restore/lineage';
import type { Snapshot } from '../planning/snapshot';

const shardsSchema = z.object({ total: z.number(), successful: z.number(), failed: z.number() });

const snapshotSchema = z
  .object({
    snapshot: z.string(),
    state: z.enum(['IN_PROGRESS', 'SUCCESS', 'PARTIAL', 'FAILED', 'INCOMPATIBLE']),
    indices: z.array(z.string()),
    reason: z.string().optional(),
    start_time_in_millis: z.number().optional(),
    end_time_in_millis: z.number().optional(),
    failures: z
      .array(z.object({ index: z.string(), shard_id: z.number(), reason: z.string().default('no reason given') }))
      .default([]),
    shards: shardsSchema.default({ total: 0, successful: 0, failed: 0 }),
    version: z.string().optional(),
    version_id: z.number().optional(),
    metadata: z
      .object({
        logkeep: z.object({ takenBy: z.string(), clusterUuid: z.string().optional() }).optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
  })
  .transform((raw): Snapshot => {
    const { takenBy, clusterUuid } = raw.metadata?.logkeep ?? {};
    const madeBy = productOf(raw.version, raw.version_id);
    return {
      name: raw.snapshot,
      state: raw.state,
      indices: raw.indices,
      shards: raw.shards,
      failures: raw.failures.map(({ index, shard_id, reason }) => ({ index, shard: shard_id, reason })),
      ...(raw.reason === undefined ? {} : { reason: raw.reason }),
      ...(raw.start_time_in_millis === undefined ? {} : { startedAt: raw.start_time_in_millis }),
      // A running snapshot says 0.
      ...(raw.end_time_in_millis ? { endedAt: raw.end_time_in_millis } : {}),
      ...(takenBy === undefined ? {} : { takenBy }),
      ...(clusterUuid === undefined ? {} : { clusterUuid }),
      ...(madeBy === undefined ? {} : { madeBy }),
    };
  });

/** OpenSearch sets this bit, because it counts its versions from 1 again. */
const opensearchBit = 0x08000000;

/** From 8.10 on the text may be a range, such as `8.19.9-8.19.21`. */
function productOf(version: string | undefined, id = 0): ServerProduct | undefined {
  const [first] = /^\d+\.\d+\.\d+/.exec(version ?? '') ?? [];
  if (first === undefined) return undefined;
  return { distribution: id >= opensearchBit ? 'opensearch' : 'elasticsearch', version: first };
}

const briefSchema = z.object({ snapshot: z.string(), indices: z.array(z.string()) });

/** 7.14 … 7.17 answer 200 with an empty list when a repository cannot be read, and say why beside it. */
const failuresSchema = z.record(z.string(), z.unknown()).optional();

/** The answer to `GET _snapshot/<repository>/<names>`. */
export const snapshotListSchema = z.object({ snapshots: z.array(snapshotSchema), failures: failuresSchema });

/** The same with `verbose=false`. */
export const briefListSchema = z.object({ snapshots: z.array(briefSchema), failures: failuresSchema });
