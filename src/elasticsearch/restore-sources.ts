import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';
import { getPrimaryRecoveries } from './recovery';

const routingSchema = z.object({
  routing_table: z.object({
    indices: z.record(
      z.string(),
      z.object({
        shards: z.record(
          z.string(),
          z.array(
            z.object({
              primary: z.boolean(),
              recovery_source: z.object({ type: z.string(), snapshot: z.string().optional() }).optional(),
            }),
          ),
        ),
      }),
    ),
  }),
});

/**
 * The snapshot that each index is being, or was, restored from; an index that was not restored is left out. A shard
 * that has no node yet, or is on its way to one, states its source in the routing table; once started, only in
 * `_recovery`, which forgets it when the shard moves or its node restarts.
 */
export async function getRestoreSources(
  elasticsearch: Elasticsearch,
  indices: readonly string[],
): Promise<Record<string, string>> {
  const path = pathOf`/_cluster/state/routing_table/${indices.join(',')}`;
  const { routing_table: routing } = await elasticsearch.send({ method: 'GET', path }, routingSchema);
  const pending = Object.entries(routing.indices).flatMap(([index, { shards }]) =>
    Object.values(shards)
      .flat()
      .filter(({ primary, recovery_source: source }) => primary && source?.type === 'SNAPSHOT')
      .flatMap(({ recovery_source: source }) =>
        source?.snapshot === undefined ? [] : [[index, source.snapshot] as const],
      ),
  );
  const assigned = (await getPrimaryRecoveries(elasticsearch, indices)).flatMap(({ index, snapshot }) =>
    snapshot === undefined ? [] : [[index, snapshot] as const],
  );
  return Object.fromEntries([...assigned, ...pending]);
}
