import type { NextRestart } from '../../src/activities/setup/next-restart';
import type { PlannedRestart } from '../../src/planning/rollout-order';
import { activitiesOf } from './activities-of';
import type { TemporalWorld } from './temporal';

/** A pod whose turn to be restarted has come. */
export interface Turn extends PlannedRestart {
  /** When it came, in milliseconds since 1970. */
  at: number;
}

/** Which pods a run has restarted, when and why, in their order: from its history. */
export async function restartsOf(temporal: TemporalWorld, workflowId: string): Promise<Turn[]> {
  const asked = (await activitiesOf(temporal, workflowId)).filter(({ name }) => name === 'nextRestart');
  return asked.flatMap(({ result, to }) => {
    const next = result === undefined ? null : (result as NextRestart).next;
    return next === null ? [] : [{ ...next, at: to }];
  });
}
