import type { ChangeMode } from './required-rights';

/** How setup was asked to go about it. */
export interface SetupWish {
  mode: ChangeMode;
  /** Whether a pause in writing, or indices that are away for a minute, are fine where they cannot be avoided. */
  acceptOutage: boolean;
  /** Whether to hand a single master over; left out: where it is safe. */
  handover?: boolean;
}
