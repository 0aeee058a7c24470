import { deleteIndex } from '../../elasticsearch/indices';
import { RepositoryMissing } from '../../elasticsearch/errors';
import { insteadOf } from '../../planning/instead-of';
import { deleteSnapshot } from '../../elasticsearch/snapshots';
import { repositoryProof } from '../../planning/repository-proof';
import type { RepositoryProof } from '../../planning/repository-proof';
import { awaitStarts } from '../await-starts';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';

export interface ProofInput {
  cluster: string;
  /** Lower-case letters, digits and dashes; the same for every attempt of a run. */
  nonce: string;
}

/** Removes whatever a proof has left behind; nothing left counts as removed. */
export async function removeProof(dependencies: Dependencies, input: ProofInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  await awaitStarts(cluster);
  await clearProof(cluster, repositoryProof(input.nonce));
}

/** The same for an activity that has its cluster already. */
export async function clearProof({ elasticsearch, repository }: Cluster, proof: RepositoryProof): Promise<void> {
  await deleteIndex(elasticsearch, proof.restoredIndex);
  await insteadOf(RepositoryMissing, deleteSnapshot(elasticsearch, repository, proof.snapshot), undefined);
  await deleteIndex(elasticsearch, proof.index);
}
