import type { DrillStep } from '../../activities/drill/plan-drill';

/** One day of a drill. */
export interface DrillOfDay {
  cluster: string;
  step: DrillStep;
  /** Which of several days it is, for the progress. */
  which: string;
}
