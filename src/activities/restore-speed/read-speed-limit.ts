import { readRecoveryLimit } from '../../elasticsearch/recovery-limit';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';

/** By what a restore is slowed down on this cluster. */
export interface SpeedLimit {
  /** `setting`: the cluster's, at any time. `registration`: the repository's, from which a restore is begun. */
  by: 'setting' | 'registration';
  /** What the transient setting is before this run touches it; absent where none is set. */
  before?: string;
}

/** Looks how this cluster can be kept to a speed, and at what has to be put back. Changes nothing. */
export async function readSpeedLimit(dependencies: Dependencies, input: { cluster: string }): Promise<SpeedLimit> {
  const { elasticsearch } = withinActivity(clusterNamed(input.cluster, dependencies));
  if (!(await elasticsearch.capabilities()).hasRecoveryLimitForRestores) return { by: 'registration' };
  const { transient } = await readRecoveryLimit(elasticsearch);
  return { by: 'setting', ...(transient === undefined ? {} : { before: transient }) };
}
