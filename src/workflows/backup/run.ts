/** What all steps of one backup have to know; the same over every retry. */
export interface BackupRun {
  cluster: string;
  repository: string;
  /** The names that the snapshot may have, the best one first. */
  names: string[];
  /** The scheduled start, ISO 8601: days and ages are counted up to it, however late the run begins. */
  at: string;
  /** Workflow ID and run ID. */
  takenBy: string;
}
