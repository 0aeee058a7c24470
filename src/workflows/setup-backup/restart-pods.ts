import { ApplicationFailure } from '@temporalio/workflow';
import { count } from '../../planning/listing';
import { sliceLength } from '../../planning/patience';
import type { NextRestart } from '../../activities/setup/next-restart';
import type { PlannedRestart } from '../../planning/rollout-order';
import { patient, quick } from '../activity-proxies';
import type { Tracker } from '../tracker';
import type { UndoStack } from '../undo';
import { handOver } from './handover';

/** How the pods of a cluster may be restarted. */
export interface RestartTerms {
  cluster: string;
  /** Whether a single master is handed over to a stand-in for its restart. */
  handOver: boolean;
  /** Whether it may be restarted without, writers paused, when handing over turns out to be impossible. */
  acceptOutage: boolean;
  /** Only these pods; left out, all that need it. */
  among?: string[];
}

/** A cluster that has not become calm within this time will not by itself. */
const patience = 6 * 3_600_000;

/**
 * Restarts one pod after the other until all run what their StatefulSet and ConfigMap say, each only when the cluster is
 * complete and nothing moves. Which pods that are is read anew each time, so that an interrupted run goes on where it was.
 * @param touched gets every pod whose restart has begun.
 * @returns the pods in the order of their restart.
 */
export async function restartPods(
  terms: RestartTerms,
  tracker: Tracker,
  undo: UndoStack,
  touched = new Set<string>(),
): Promise<string[]> {
  const { cluster, among } = terms;
  const restarted: string[] = [];
  undo.push('allocation settings may not be as they were', () =>
    quick.releaseAllocation({ cluster, pods: [...touched] }),
  );
  for (;;) {
    const found = await quick.nextRestart({ cluster, ...(among === undefined ? {} : { among }) });
    const { next, remaining } = found;
    if (next === null) return restarted;
    failIfInVain(next, restarted);
    touched.add(next.pod);
    const total = restarted.length + remaining;
    const step = `pod ${restarted.length + 1} of ${total}, ${next.pod}`;
    await restart({ ...found, next }, terms, (what) => tracker.at('restarting', `Restarting ${step}: ${what}`), undo);
    restarted.push(next.pod);
  }
}

type Say = (what: string) => void;

async function restart(
  { next, expectedNodes, masters }: NextRestart & { next: PlannedRestart },
  terms: RestartTerms,
  say: Say,
  undo: UndoStack,
): Promise<void> {
  const { cluster } = terms;
  // One that is out of the cluster is what the others wait for: nothing is lost by freeing it.
  if (next.joined) {
    await calm(cluster, expectedNodes, say);
    say('flushing');
    await patient.holdAllocation({ cluster });
  }
  if (next.joined && next.role === 'master' && masters === 1) await restartSingleMaster(next, terms, say, undo);
  // With others to elect from, the master's end is noticed at once where its pod is still there to say so.
  else await replacePod(cluster, next, say, next.elected);
  await quick.releaseAllocation({ cluster, pods: [next.pod] });
  await calm(cluster, expectedNodes, say);
}

async function restartSingleMaster(
  next: PlannedRestart,
  terms: RestartTerms,
  say: Say,
  undo: UndoStack,
): Promise<void> {
  const { cluster, acceptOutage } = terms;
  const objection = terms.handOver ? await handOver(cluster, next, say, undo) : 'it was not to be handed over';
  if (objection === null) return;
  if (!acceptOutage) {
    throw ApplicationFailure.nonRetryable(
      `The single master ${next.pod} could not be handed over (${objection}); its plain restart stops all writing for about 45 s: accept that with "acceptOutage": true`,
      'Refused',
    );
  }
  say(`handing over is not possible (${objection}); restarting the master, writers wait`);
  await replacePod(cluster, next, say, false);
}

async function replacePod(
  cluster: string,
  { pod, uid, statefulSet }: PlannedRestart,
  say: Say,
  endsServerFirst: boolean,
): Promise<void> {
  say('stopping');
  if (endsServerFirst) await quick.endServer({ cluster, pod, uid });
  await quick.stopPod({ cluster, pod, uid });
  say('waiting for its successor');
  await patient.awaitPod({ cluster, pod, statefulSet, oldUid: uid, revision: 'newest' });
}

async function calm(cluster: string, expectedNodes: number, say: Say): Promise<void> {
  const start = Date.now();
  for (let slice = 0; ; slice += 1) {
    const waitingFor = await patient.awaitCalm({ cluster, expectedNodes, slice: sliceLength(slice) });
    if (waitingFor.length === 0) return;
    if (Date.now() - start > patience) {
      throw ApplicationFailure.nonRetryable(
        `The cluster has not become calm for 6 hours (${waitingFor.join(', ')}); look at it, and run setup again`,
        'Stalled',
      );
    }
    say(`waiting until nothing moves (${waitingFor.join(', ')})`);
  }
}

/** @throws ApplicationFailure when a pod that was restarted has to be restarted again and again. */
function failIfInVain({ pod, reason }: PlannedRestart, restarted: readonly string[]): void {
  const times = restarted.filter((one) => one === pod).length;
  if (times < 2) return;
  throw ApplicationFailure.nonRetryable(
    `${pod} was restarted ${count(times, 'time')} and still ${reason}; somebody may be changing its StatefulSet or ConfigMap meanwhile`,
    'Refused',
  );
}
