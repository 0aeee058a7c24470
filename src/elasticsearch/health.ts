import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';

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
