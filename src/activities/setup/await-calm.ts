import { getDetailedHealth } from '../../elasticsearch/health';
import { Unavailable } from '../../elasticsearch/errors';
import { insteadOf } from '../../elasticsearch/instead-of';
import { unrest } from '../../planning/calm';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { report } from '../liveness';
import { poll } from '../poll';
import { withinActivity } from '../within-activity';

export interface AwaitCalmInput {
  cluster: string;
  /** How many nodes the cluster has when it is complete. */
  expectedNodes: number;
  /** Milliseconds after which to come back with an interim report. */
  slice: number;
}

/**
 * Waits until the cluster is complete and nothing moves, or the slice is over.
 * @returns what it waits for still, a clause each; empty when a node may be stopped.
 */
export async function awaitCalm(dependencies: Dependencies, input: AwaitCalmInput): Promise<string[]> {
  const { elasticsearch } = withinActivity(clusterNamed(input.cluster, dependencies));
  const end = Date.now() + input.slice;
  return poll(async () => {
    const health = await insteadOf(Unavailable, getDetailedHealth(elasticsearch), null);
    const waitingFor = health === null ? ['no elected master'] : unrest(health, input.expectedNodes);
    if (waitingFor.length === 0 || Date.now() >= end) return waitingFor;
    report({ waitingFor });
    return undefined;
  });
}
