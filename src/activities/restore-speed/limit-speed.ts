import { readRecoveryLimit, recoveryLimit, setRecoveryLimit } from '../../elasticsearch/recovery-limit';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { Refused } from '../failure';
import { withinActivity } from '../within-activity';

export interface LimitSpeedInput {
  cluster: string;
  /** As Elasticsearch writes it. */
  value: string;
  /** What the setting was before this run touched it; absent where none was set. */
  before?: string;
  /** What this run has set it to since. */
  ours: string[];
}

/**
 * Sets the cluster's limit for recoveries.
 * @throws Refused when somebody else has set it meanwhile: theirs holds.
 */
export async function limitSpeed(dependencies: Dependencies, input: LimitSpeedInput): Promise<void> {
  const { cluster: name, value, before, ours } = input;
  const { elasticsearch } = withinActivity(clusterNamed(name, dependencies));
  const { transient: now } = await readRecoveryLimit(elasticsearch);
  // Absent also after all masters have restarted: then it has been forgotten.
  if (now !== undefined && ![before, value, ...ours].includes(now))
    throw new Refused('The speed cannot be set', [
      `somebody has set ${recoveryLimit} to ${now} since this run began, and that holds`,
    ]);
  if (now !== value) await setRecoveryLimit(elasticsearch, value);
}
