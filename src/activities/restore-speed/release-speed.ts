import { readRecoveryLimit, recoveryLimit, setRecoveryLimit } from '../../elasticsearch/recovery-limit';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import type { LimitSpeedInput } from './limit-speed';

/** What was done, in a clause; neither when there was nothing to do. */
export interface ReleasedSpeed {
  restored?: string;
  left?: string;
}

/**
 * Puts the cluster's limit for recoveries back to what it was. What somebody else has set meanwhile stays.
 */
export async function releaseSpeed(
  dependencies: Dependencies,
  { cluster: name, before, ours }: Omit<LimitSpeedInput, 'value'>,
): Promise<ReleasedSpeed> {
  const { elasticsearch } = withinActivity(clusterNamed(name, dependencies));
  const { transient: now } = await readRecoveryLimit(elasticsearch);
  // Absent: never set, or forgotten by a restart of all masters; with a value from before, that was forgotten alike.
  if (now === before || now === undefined) return {};
  if (!ours.includes(now)) return { left: `left ${recoveryLimit} at ${now}, which somebody has set meanwhile` };
  await setRecoveryLimit(elasticsearch, before ?? null);
  return { restored: `put ${recoveryLimit} back to ${before ?? 'what holds when it is not set'}` };
}
