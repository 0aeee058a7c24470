import { readAllocation } from '../../elasticsearch/cluster-settings';
import type { Elasticsearch } from '../../elasticsearch/elasticsearch';
import { ElasticsearchError, Rejected } from '../../elasticsearch/errors';
import { cancelPrimaries, routedCopies, writtenShards } from '../../elasticsearch/primaries';
import { promotablePrimaries } from '../../planning/promotable-primaries';
import type { Cluster } from '../cluster';

/** A request is refused as a whole when one of its shards has moved since the look. */
const mostAttempts = 3;

/**
 * Lets the other nodes lead what is being written to, before a node stops, on servers that would fail a write whose
 * primary finds its node's connections closed (elastic/elasticsearch#48930): one whose primary is gone they repeat.
 * Others repeat both, and 7.5 and later answer a repeated line with 409 when the first try had come through.
 * A courtesy: where it cannot be done, the node stops as it is, and the replicas take over then.
 */
export async function promoteReplicas({ elasticsearch }: Pick<Cluster, 'elasticsearch'>, node: string): Promise<void> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    try {
      if (await nothingToPromote(elasticsearch, node)) return;
    } catch (error) {
      if (!(error instanceof ElasticsearchError)) throw error;
      if (!(error instanceof Rejected)) return;
    }
  }
}

/** @returns true when no shard was left to be led by another node; otherwise one was, and the next look tells. */
async function nothingToPromote(elasticsearch: Elasticsearch, node: string): Promise<boolean> {
  const { repeatsWritesOfStopping } = await elasticsearch.capabilities();
  if (repeatsWritesOfStopping) return true;
  const { enable } = await readAllocation(elasticsearch);
  // The copies that are left behind would be made anew on other nodes at once.
  if (enable.transient !== 'primaries') return true;
  const written = await writtenShards(elasticsearch, node);
  if (written === null) return true;
  const shards = promotablePrimaries(await routedCopies(elasticsearch), written.node, written.shards);
  if (shards.length === 0) return true;
  await cancelPrimaries(elasticsearch, written.node, shards);
  return false;
}
