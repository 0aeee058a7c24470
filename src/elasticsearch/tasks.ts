import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';

const tasksSchema = z.object({
  nodes: z.record(z.string(), z.object({ tasks: z.record(z.string(), z.object({ action: z.string() })) })).optional(),
});

/**
 * How many requests to start a snapshot or a restore the cluster is still working on. It reads the repository before
 * it creates anything, for minutes on a slow volume, and goes on when whoever asked is gone.
 */
export async function countStartsInFlight(elasticsearch: Elasticsearch): Promise<number> {
  const query = { actions: 'cluster:admin/snapshot/create*,cluster:admin/snapshot/restore*' };
  const { nodes = {} } = await elasticsearch.send({ method: 'GET', path: '/_tasks', query }, tasksSchema);
  return Object.values(nodes).reduce((sum, { tasks }) => sum + Object.keys(tasks).length, 0);
}
