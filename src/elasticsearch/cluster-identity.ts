import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { Unavailable } from './errors';

export interface ClusterIdentity {
  name: string;
  /** Made when the cluster first formed; stays with its data. */
  uuid: string;
  /** The ID of the elected master; absent while there is none. */
  masterNode?: string;
}

const identitySchema = z
  .object({ cluster_name: z.string(), cluster_uuid: z.string(), master_node: z.string().nullish() })
  .transform((raw): ClusterIdentity => ({
    name: raw.cluster_name,
    uuid: raw.cluster_uuid,
    ...(raw.master_node == null ? {} : { masterNode: raw.master_node }),
  }));

/** Who the cluster is and who leads it. Not from `GET /`, which some builds lack and which answers without a master. */
export async function getClusterIdentity(elasticsearch: Elasticsearch): Promise<ClusterIdentity> {
  return elasticsearch.send({ method: 'GET', path: '/_cluster/state/master_node' }, identitySchema);
}

/** @throws Unavailable while the cluster has not formed or recovered its state yet. */
export async function getClusterUuid(elasticsearch: Elasticsearch): Promise<string> {
  const { uuid } = await getClusterIdentity(elasticsearch);
  if (uuid !== '_na_') return uuid;
  const request = 'GET /_cluster/state/master_node';
  throw new Unavailable('The cluster has not formed yet: it has no UUID', { request });
}
