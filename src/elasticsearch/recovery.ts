import { z } from 'zod';
import type { RestoreOrigin, ShardRecovery } from '../planning/shard-recovery';
import type { Elasticsearch } from './elasticsearch';
import { nameLists } from './request-line';

const sourceSchema = z.object({
  repository: z.string().optional(),
  snapshot: z.string().optional(),
  restoreUUID: z.string().optional(),
});

const shardSchema = z.object({
  id: z.number(),
  type: z.string(),
  primary: z.boolean(),
  source: sourceSchema.default({}),
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
  const recoveries: ShardRecovery[] = [];
  for (const list of nameLists(indices)) {
    const byIndex = await elasticsearch.send({ method: 'GET', path: `/${list}/_recovery` }, recoverySchema);
    recoveries.push(
      ...Object.entries(byIndex).flatMap(([index, { shards }]) =>
        shards.filter(({ primary }) => primary).map((shard) => toRecovery(index, shard)),
      ),
    );
  }
  return recoveries;
}

function toRecovery(index: string, { id, type, source, index: { size } }: z.output<typeof shardSchema>): ShardRecovery {
  const origin = originOf(source);
  return {
    index,
    shard: id,
    type,
    bytesTotal: size.total_in_bytes,
    bytesDone: size.reused_in_bytes + size.recovered_in_bytes,
    ...(origin === undefined ? {} : { origin }),
  };
}

/** From where a shard was restored, in the words of `_recovery` and of the routing table alike; undefined for any other source. */
export function originOf({
  repository,
  snapshot,
  restoreUUID,
}: z.output<typeof sourceSchema>): RestoreOrigin | undefined {
  if (repository === undefined || snapshot === undefined) return undefined;
  return { repository, snapshot, ...(restoreUUID === undefined ? {} : { restoreUuid: restoreUUID }) };
}
