import type { IndexProgress } from '../planning/restore-progress';
import type { Transfer } from '../planning/transfer';

/** The name of the query, without arguments, that every operation answers, also after it has ended. */
export const progressQueryName = 'progress';

/** Where an operation stands. The same for all of them, so that whoever watches needs to know no workflow. */
export interface Progress {
  /** The cluster of logkeep.yaml; empty until the input has been read. */
  cluster: string;
  stage: string;
  /** One sentence for people. */
  message: string;
  transfer?: Transfer;
  /** The indices under way, the one with most to do first. */
  indices?: IndexProgress[];
  /** So many deletions wait for the update `approve`, until then (ISO 8601). */
  approval?: { deletions: number; until: string };
  /** What was undone and what was left, after a failure or a cancellation. */
  undone?: string[];
}
