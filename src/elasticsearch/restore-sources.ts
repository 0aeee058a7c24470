import { z } from 'zod';
import type { RestoreOrigin } from '../planning/shard-recovery';
import type { Elasticsearch } from './elasticsearch';
import { getPrimaryRecoveries, originOf } from './recovery';
import { nameLists } from './request-line';

const sourceSchema = z.object({
  type: z.string(),
  repository: z.string().optional(),
  snapshot: z.string().optional(),
  restoreUUID: z.string().optional(),
});
const shardSchema = z.object({ primary: z.boolean(), recovery_source: sourceSchema.optional() });
const routingSchema = z.object({
  routing_table: z.object({
    indices: z.record(z.string(), z.object({ shards: z.record(z.string(), z.array(shardSchema)) })),
  }),
});

/**
 * From where each index is being, or was, restored; an index that was not restored is left out. A shard that has no
 * node yet, or is on its way to one, states its source in the routing table; once started, only in `_recovery`, which
 * forgets it when the shard moves or its node restarts.
 */
export async function getRestoreOrigins(
  elasticsearch: Elasticsearch,
  indices: readonly string[],
): Promise<Map<string, RestoreOrigin>> {
  const origins = new Map<string, RestoreOrigin>();
  for (const { index, origin } of await getPrimaryRecoveries(elasticsearch, indices)) {
    if (origin !== undefined) origins.set(index, origin);
  }
  for (const list of nameLists(indices)) {
    const { routing_table: routing } = await elasticsearch.send(
      { method: 'GET', path: `/_cluster/state/routing_table/${list}` },
      routingSchema,
    );
    for (const [index, { shards }] of Object.entries(routing.indices)) {
      for (const { primary, recovery_source: source } of Object.values(shards).flat()) {
        const origin = primary && source?.type === 'SNAPSHOT' ? originOf(source) : undefined;
        if (origin !== undefined) origins.set(index, origin);
      }
    }
  }
  return origins;
}
