import { ElasticsearchError } from '../../elasticsearch/errors';
import { readDocuments, writeProofIndex } from '../../elasticsearch/proof-index';
import { startRestore } from '../../elasticsearch/restores';
import { createSnapshot, getSnapshot } from '../../elasticsearch/snapshots';
import { proofDifference, repositoryProof } from '../../planning/repository-proof';
import type { RepositoryProof } from '../../planning/repository-proof';
import { renameRequest } from '../../planning/restore/rename-request';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { Refused } from '../failure';
import { report } from '../liveness';
import { poll, waitedSoFar } from '../poll';
import { withinActivity } from '../within-activity';
import { clearProof } from './remove-proof';
import type { ProofInput } from './remove-proof';

/** A few documents take seconds; what takes this long will not come. */
const patience = 600_000;

/**
 * Proves that the repository does what it is for: writes a tiny index, takes a snapshot of it, restores it under another
 * name, compares, and removes all three.
 * @throws Refused with the difference.
 */
export async function proveRepository(dependencies: Dependencies, input: ProofInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { elasticsearch, repository } = cluster;
  const proof = repositoryProof(input.nonce);
  await clearProof(cluster, proof);
  await writeProofIndex(elasticsearch, proof.index, proof.documents);
  const { snapshot, index } = proof;
  report({ doing: `taking snapshot ${snapshot}` });
  await createSnapshot(elasticsearch, {
    repository,
    name: snapshot,
    indices: [index],
    takenBy: `proof/${input.nonce}`,
  });
  await succeeded(cluster, snapshot);
  report({ doing: `restoring it as ${proof.restoredIndex}` });
  const rename = renameRequest([{ index, as: proof.restoredIndex }]);
  await startRestore(elasticsearch, { repository, snapshot, indices: [index], ...(rename && { rename }) });
  const difference = proofDifference(proof, await restored(cluster, proof));
  if (difference !== null) throw new Refused('The repository does not prove itself', [difference]);
  await clearProof(cluster, proof);
}

async function succeeded({ elasticsearch, repository }: Cluster, name: string): Promise<void> {
  const snapshot = await poll(async () => {
    const found = await getSnapshot(elasticsearch, repository, name);
    const isOver = found !== null && found.state !== 'IN_PROGRESS';
    return isOver || waitedSoFar() > patience ? (found ?? 'gone') : undefined;
  });
  const state = snapshot === 'gone' ? 'gone' : snapshot.state;
  if (state !== 'SUCCESS')
    throw new Refused('The repository does not prove itself', [
      `its first snapshot ended as ${state}: look at the log of Elasticsearch`,
    ]);
}

/** The documents once the restored shard can be searched. */
function restored({ elasticsearch }: Cluster, { restoredIndex }: RepositoryProof): Promise<Record<string, unknown>> {
  return poll(async () => {
    try {
      return await readDocuments(elasticsearch, restoredIndex);
    } catch (error) {
      if (error instanceof ElasticsearchError && error.retryable && waitedSoFar() < patience) return undefined;
      throw error;
    }
  });
}
