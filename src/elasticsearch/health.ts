import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { Unavailable } from './errors';

export interface ClusterHealth {
  clusterName: string;
  status: 'green' | 'yellow' | 'red';
  nodes: number;
  dataNodes: number;
}

const healthSchema = z
  .object({
    cluster_name: z.string(),
    status: z.enum(['green', 'yellow', 'red']),
    number_of_nodes: z.number(),
    number_of_data_nodes: z.number(),
  })
  .transform((raw): ClusterHealth => ({
    clusterName: raw.cluster_name,
    status: raw.status,
    nodes: raw.number_of_nodes,
    dataNodes: raw.number_of_data_nodes,
  }));

/** The health of the cluster as its master sees it. */
export async function getClusterHealth(elasticsearch: Elasticsearch): Promise<ClusterHealth> {
  return elasticsearch.send({ method: 'GET', path: '/_cluster/health' }, healthSchema);
}

export interface DetailedHealth extends ClusterHealth {
  /** Shard copies by what happens to them. */
  activeShards: number;
  relocatingShards: number;
  initializingShards: number;
  unassignedShards: number;
  /** Those of the unassigned ones that wait for their node to come back. */
  delayedShards: number;
  /** Changes of the cluster state that the master has still to make. */
  pendingTasks: number;
  /** Nothing was pending: what is told here is not about to change by what has already happened. */
  settled: boolean;
}

const detailedSchema = z
  .object({
    active_shards: z.number(),
    relocating_shards: z.number(),
    initializing_shards: z.number(),
    unassigned_shards: z.number(),
    delayed_unassigned_shards: z.number(),
    number_of_pending_tasks: z.number(),
    timed_out: z.boolean(),
  })
  .transform((raw) => ({
    activeShards: raw.active_shards,
    relocatingShards: raw.relocating_shards,
    initializingShards: raw.initializing_shards,
    unassignedShards: raw.unassigned_shards,
    delayedShards: raw.delayed_unassigned_shards,
    pendingTasks: raw.number_of_pending_tasks,
    settled: !raw.timed_out,
  }))
  .and(healthSchema);

/**
 * Health once the master has worked off what was queued (`wait_for_events=languid`, as ECK asks): right after a node
 * has left, an unqualified answer still says green.
 * @param patience milliseconds to wait for that; after it, the answer is not `settled`. 6.x takes as long as it needs.
 */
export async function getDetailedHealth(elasticsearch: Elasticsearch, patience = 2000): Promise<DetailedHealth> {
  try {
    const health = await readDetailed(elasticsearch, { wait_for_events: 'languid', timeout: `${patience}ms` });
    // The wait is itself a pending task and counts itself.
    return health.settled ? { ...health, pendingTasks: 0 } : health;
  } catch (error) {
    // Before 8.0 a wait that ends too early is answered with 408.
    if (!(error instanceof Unavailable && error.facts.status === 408)) throw error;
    return { ...(await readDetailed(elasticsearch, {})), settled: false };
  }
}

function readDetailed(elasticsearch: Elasticsearch, query: Record<string, string>): Promise<DetailedHealth> {
  return elasticsearch.send({ method: 'GET', path: '/_cluster/health', query }, detailedSchema);
}
