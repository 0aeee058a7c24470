import type { Snapshot } from './snapshot';

/** What a backup run knows of itself when it finds a snapshot under the name it wants to use. */
export interface Run {
  /** Workflow ID and run ID: a reset run has the same workflow ID, but the snapshot of the run before is not its own. */
  takenBy: string;
  /** The server keeps metadata with a snapshot, so that one of this run says so itself. */
  hasMetadata: boolean;
  /** This run looked for the name under its lease and did not find it. */
  nameWasFree: boolean;
}

/**
 * Whether a snapshot of the name that a run uses is that run's own: an earlier attempt made it and lost its worker
 * before it could say so. Metadata decides where the server keeps it (Elasticsearch 7.3, OpenSearch). On older servers
 * a name that was free under the lease can only have been taken by this run.
 * @returns null when it is its own, or the sentence that says why not.
 */
export function notOwnSnapshot(snapshot: Snapshot, { takenBy, hasMetadata, nameWasFree }: Run): string | null {
  if (hasMetadata ? snapshot.takenBy === takenBy : nameWasFree) return null;
  const when = snapshot.startedAt === undefined ? '' : ` at ${new Date(snapshot.startedAt).toISOString()}`;
  const whom = snapshot.takenBy === undefined ? 'something else' : `workflow ${snapshot.takenBy}`;
  return `a snapshot named ${snapshot.name} was already taken${when} by ${whom}`;
}
