import type { DrillStep } from '../../activities/drill/plan-drill';
import type { Elsewhere } from '../../planning/restore-plan';

/** One day of a drill. */
export interface DrillOfDay {
  cluster: string;
  step: DrillStep;
  /** How the cluster that it is restored into reads the repository, where that is another one. */
  elsewhere?: Elsewhere;
  /** Which of several days it is, for the progress. */
  which: string;
}
