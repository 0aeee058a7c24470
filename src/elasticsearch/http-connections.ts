import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';

const statsSchema = z.object({
  nodes: z.record(z.string(), z.object({ http: z.object({ total_opened: z.number() }) })).default({}),
});

/** How many HTTP connections a node has taken since it started; null when no node of that name is in the cluster. */
export async function takenConnections(elasticsearch: Elasticsearch, node: string): Promise<number | null> {
  const query = { filter_path: 'nodes.*.http.total_opened' };
  const path = pathOf`/_nodes/${node}/stats/http`;
  const { nodes } = await elasticsearch.send({ method: 'GET', path, query }, statsSchema);
  return Object.values(nodes)[0]?.http.total_opened ?? null;
}
