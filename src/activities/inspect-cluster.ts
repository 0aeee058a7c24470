import { getClusterHealth } from '../elasticsearch/health';
import { listIndices } from '../elasticsearch/indices';
import { getRepository } from '../elasticsearch/repositories';
import { listSnapshots } from '../elasticsearch/snapshots';
import { dayRange } from '../planning/day-range';
import { newestFirst } from '../planning/snapshot-order';
import type { SnapshotState } from '../planning/snapshot';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

export interface InspectedCluster {
  address: string;
  distribution: string;
  version: string;
  health: string;
  nodes: number;
  indices: number;
  documents: number;
  /** Primaries only. */
  bytes: number;
  firstDay?: string;
  lastDay?: string;
  repository: { name: string; registered: boolean; snapshots: number };
  newestSnapshot?: { name: string; state: SnapshotState };
}

/** Everything that a person asks first about a cluster, in one look. */
export async function inspectCluster(
  dependencies: Dependencies,
  input: { cluster: string },
): Promise<InspectedCluster> {
  const { elasticsearch, repository, indexPattern } = withinActivity(clusterNamed(input.cluster, dependencies));
  const [{ distribution, version }, health, indices] = await Promise.all([
    elasticsearch.capabilities(),
    getClusterHealth(elasticsearch),
    listIndices(elasticsearch, indexPattern.wildcard),
  ]);
  const registered = (await getRepository(elasticsearch, repository)) !== null;
  const snapshots = registered ? await listSnapshots(elasticsearch, repository) : [];
  const [newest] = newestFirst(snapshots);
  return {
    address: elasticsearch.address,
    distribution,
    version,
    health: health.status,
    nodes: health.nodes,
    indices: indices.length,
    documents: indices.reduce((sum, { documents = 0 }) => sum + documents, 0),
    bytes: indices.reduce((sum, { primaryBytes = 0 }) => sum + primaryBytes, 0),
    ...dayRange(
      indices.map(({ name }) => name),
      indexPattern,
    ),
    repository: { name: repository, registered, snapshots: snapshots.length },
    ...(newest === undefined ? {} : { newestSnapshot: { name: newest.name, state: newest.state } }),
  };
}
