import { z } from 'zod';
import type { OnlyCopy } from '../planning/only-copies';
import { onlyCopiesOn } from '../planning/only-copies';
import type { Elasticsearch } from './elasticsearch';

const shardsSchema = z.array(
  z.object({ index: z.string(), shard: z.coerce.number(), state: z.string(), node: z.string().nullish() }),
);

/**
 * The indices that lose their only started copy while one of the nodes is away; nodes are taken one at a time.
 * @param replicasCome Whether a replica that has not started yet will have by then: a new day's index has none for a moment.
 */
export async function onlyCopies(
  elasticsearch: Elasticsearch,
  nodes: readonly string[],
  { replicasCome }: { replicasCome: boolean },
): Promise<OnlyCopy[]> {
  const query = { format: 'json', h: 'index,shard,state,node' };
  const rows = await elasticsearch.send({ method: 'GET', path: '/_cat/shards', query }, shardsSchema);
  const copies = rows
    // A relocating copy serves from where it is until it has arrived.
    .filter(({ state }) => replicasCome || state === 'STARTED' || state === 'RELOCATING')
    .map(({ index, shard, node }) => ({ index, shard, node: sourceNode(node ?? '') }));
  return onlyCopiesOn(copies, nodes);
}

/** A relocating shard is told as `from -> 10.0.0.7 nodeId to`. */
function sourceNode(text: string): string {
  return text.split(' -> ')[0] ?? text;
}
