import type { Snapshot } from './snapshot';

/** What a backup run knows of itself when it finds a snapshot under the name it wants to use. */
export interface Run {
  workflowId: string;
  /** This run looked for the name under its lease and did not find it. */
  nameWasFree: boolean;
}

/**
 * Whether a snapshot of the name that a run uses is that run's own: an earlier attempt of the same activity made it
 * and then lost its worker. Metadata decides where the server keeps it (Elasticsearch 7.3, OpenSearch). On older
 * servers a name that was free under the lease can only have been taken by this run.
 * @returns null when it is its own, or the sentence that says why not.
 */
export function notOwnSnapshot(snapshot: Snapshot, run: Run): string | null {
  if (snapshot.takenBy === run.workflowId || (snapshot.takenBy === undefined && run.nameWasFree)) return null;
  const when = snapshot.startedAt === undefined ? '' : ` at ${new Date(snapshot.startedAt).toISOString()}`;
  const whom = snapshot.takenBy === undefined ? 'something else' : `workflow ${snapshot.takenBy}`;
  return `a snapshot named ${snapshot.name} was already taken${when} by ${whom}`;
}
