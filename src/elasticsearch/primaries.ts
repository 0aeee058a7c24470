import { z } from 'zod';
import type { RoutedCopy, ShardId } from '../planning/promotable-primaries';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';

/** A node's shards that have been written to since their last flush. */
export interface WrittenShards {
  /** The node's ID, which is another one after it has been started with empty disks. */
  node: string;
  shards: ShardId[];
}

const copyStatsSchema = z.object({
  /** The number of the last operation; -1 where there was none. */
  seq_no: z.object({ max_seq_no: z.number() }).optional(),
  commit: z.object({ user_data: z.object({ max_seq_no: z.coerce.number().default(-1) }) }).optional(),
});
const nodeStatsSchema = z.object({
  nodes: z
    .record(
      z.string(),
      z.object({
        indices: z
          .object({ shards: z.record(z.string(), z.array(z.record(z.string(), copyStatsSchema))).default({}) })
          .default({ shards: {} }),
      }),
    )
    .default({}),
});

/**
 * The shards of a node that have been written to since their last flush, so that a flush shortly before makes them those
 * that are being written to; null when no node of that name is in the cluster. By sequence numbers: a copy that was
 * recovered keeps operations in its translog which its files have already, and no flush commits those (6.7.0).
 */
export async function writtenShards(elasticsearch: Elasticsearch, node: string): Promise<WrittenShards | null> {
  // Without anything that every node has, a node without shards would be filtered away as a whole.
  const fields = ['seq_no.max_seq_no', 'commit.user_data.max_seq_no'];
  const paths = ['nodes.*.name', ...fields.map((field) => `nodes.*.indices.shards.*.*.${field}`)];
  const query = { level: 'shards', filter_path: paths.join(',') };
  const path = pathOf`/_nodes/${node}/stats/indices/docs`;
  const { nodes } = await elasticsearch.send({ method: 'GET', path, query }, nodeStatsSchema);
  const [found] = Object.entries(nodes);
  if (found === undefined) return null;
  const [id, { indices }] = found;
  const shards = Object.entries(indices.shards).flatMap(([index, list]) =>
    list
      .flatMap((one) => Object.entries(one))
      .filter(([, { seq_no: last, commit }]) => (last?.max_seq_no ?? -1) > (commit?.user_data.max_seq_no ?? -1))
      .map(([shard]) => ({ index, shard: Number(shard) })),
  );
  return { node: id, shards };
}

const routingSchema = z.object({
  routing_table: z
    .object({
      indices: z
        .record(
          z.string(),
          z.object({
            shards: z
              .record(
                z.string(),
                z.array(z.object({ primary: z.boolean(), state: z.string(), node: z.string().nullish() })),
              )
              .default({}),
          }),
        )
        .default({}),
    })
    .default({ indices: {} }),
});

/** Every copy of every shard, as the elected master knows them. */
export async function routedCopies(elasticsearch: Elasticsearch): Promise<RoutedCopy[]> {
  const fields = ['primary', 'state', 'node'].map((field) => `routing_table.indices.*.shards.*.${field}`);
  const query = { filter_path: fields.join(',') };
  const path = '/_cluster/state/routing_table';
  const { routing_table: table } = await elasticsearch.send({ method: 'GET', path, query }, routingSchema);
  return Object.entries(table.indices).flatMap(([index, { shards }]) =>
    Object.entries(shards).flatMap(([shard, copies]) =>
      copies.map(({ primary, state, node }) => ({ index, shard: Number(shard), primary, state, node: node ?? null })),
    ),
  );
}

/**
 * Takes primaries from a node, so that a replica of each takes over; what is being written to them meanwhile is repeated
 * by Elasticsearch itself. All of them or none.
 *
 * The copies they leave behind lie unassigned until allocation gives them to a node, and no longer count as in sync. A
 * primary without another started copy is given back to its node at once, from its disk (seen on all supported versions).
 * @param node its ID.
 * @throws Rejected when one of them is not on the node any more.
 */
export async function cancelPrimaries(
  elasticsearch: Elasticsearch,
  node: string,
  shards: readonly ShardId[],
): Promise<void> {
  const commands = shards.map(({ index, shard }) => ({ cancel: { index, shard, node, allow_primary: true } }));
  // The answer would be the whole state of the cluster.
  const query = { timeout: '10s', filter_path: 'acknowledged' };
  const path = '/_cluster/reroute';
  await elasticsearch.send({ method: 'POST', path, query, body: { commands }, timeout: 60_000 }, z.unknown());
}
