import { count, firstNames } from './listing';

/** A policy of the server that deletes indices: of ILM (Elasticsearch) or ISM (OpenSearch). */
export interface DeletingPolicy {
  kind: 'ILM' | 'ISM';
  name: string;
  /** The indices of the cluster's pattern that it manages. */
  indices: string[];
  /** The age at which it deletes, as the server writes it: `7d`; absent where the policy does not say. */
  after?: string;
  /** The snapshot policy that it waits for before it deletes. */
  waitsFor?: string;
}

/** A policy of the server that takes snapshots: of SLM (Elasticsearch) or SM (OpenSearch). */
export interface SnapshotPolicy {
  kind: 'SLM' | 'SM';
  name: string;
  repository: string;
  /** As the server writes it. */
  schedule?: string;
  /** Whether it deletes snapshots that it has taken. */
  deletes: boolean;
}

/** What a policy that deletes a cluster's indices does, and why it matters. */
export function describeDeletingPolicy({ kind, name, indices, after, waitsFor }: DeletingPolicy): string {
  const age = after === undefined ? '' : ` ${after} after they were created or rolled over`;
  const what = `${kind} policy ${name} deletes ${count(indices.length, 'index', 'indices')} (${firstNames(indices, 3)})${age}`;
  // Before 8.12 it looks only whether the policy has run; from then on, only into its last snapshot.
  const proof =
    waitsFor === undefined
      ? 'without asking whether they are in a backup'
      : `once snapshot policy ${waitsFor} has run, whatever logkeep's backups hold`;
  return `${what}, ${proof}; ${ofRestored[kind]}: remove the policy from these indices and their template`;
}

/** ILM is a setting of each index, which a restore leaves behind; ISM looks for indices by their names. */
const ofRestored: Record<DeletingPolicy['kind'], string> = {
  ILM: 'what logkeep restores comes back without it',
  ISM: 'a restored day is as old as before, so it may go, too',
};

/** What a policy that writes into a cluster's repository does, and why it matters; null for another repository. */
export function describeSnapshotPolicy(
  { kind, name, repository, schedule, deletes }: SnapshotPolicy,
  own: string,
): string | null {
  if (repository !== own) return null;
  const when = schedule === undefined ? '' : ` (${schedule})`;
  const fate = deletes ? 'the policy deletes its own' : 'nobody deletes them';
  return `${kind} policy ${name} writes snapshots into the same repository ${own}${when}: logkeep's retention leaves them alone, and ${fate}; give it a repository of its own`;
}
