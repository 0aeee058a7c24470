import { ApplicationFailure } from '@temporalio/workflow';
import { formatDuration } from '../../planning/duration';
import { count } from '../../planning/listing';
import { sliceLength } from '../../planning/patience';
import type { NextRestart } from '../../activities/setup/next-restart';
import type { PlannedRestart } from '../../planning/rollout-order';
import { attentive, patient } from '../activity-proxies';
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
  /** Only these pods, and those that are stuck; left out, all that need it. */
  among?: string[];
}

/** How long the last look before a node is stopped may take to find the cluster calm, in milliseconds. */
const lastLook = 10_000;

/** A cluster that has not become calm within this time will not by itself, in milliseconds. */
const patience = 6 * 3_600_000;
/** Who cancels may do so because it does not: that is not waited for once more as long. */
const undoPatience = 3_600_000;

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
  touched: Touched = new Map(),
): Promise<string[]> {
  const { cluster, among } = terms;
  const restarted: string[] = [];
  // At once, so that shards find their places. Without a master nothing can be set: then it waits for its turn.
  undo.push('allocation settings may not be as they were', () =>
    attentive.releaseAllocation({ cluster, pods: namesOf(touched) }).catch(() => []),
  );
  let say: Say = () => undefined;
  for (;;) {
    const found = await patient.nextRestart({ cluster, ...(among === undefined ? {} : { among }) });
    const { next, remaining } = found;
    if (next === null) break;
    failIfInVain(next, restarted);
    touched.set(next.pod, next);
    const step = `pod ${restarted.length + 1} of ${restarted.length + remaining}, ${next.pod}`;
    say = (what) => tracker.at('restarting', `Restarting ${step}: ${what}`);
    await restart({ ...found, next }, terms, say);
    restarted.push(next.pod);
  }
  const longest = among === undefined ? patience : undoPatience;
  if (restarted.length > 0) await calm(cluster, say, longest);
  return restarted;
}

type Say = (what: string) => void;

/** The pods whose restart has begun, by name. */
export type Touched = Map<string, PlannedRestart>;

/** The names of pods and of their nodes, under which a drain may have excluded them. */
export function namesOf(touched: Touched): string[] {
  return [...new Set([...touched.values()].flatMap(({ pod, node }) => [pod, node]))];
}

type Found = NextRestart & { next: PlannedRestart };

async function restart(found: Found, terms: RestartTerms, say: Say): Promise<void> {
  const { cluster, among } = terms;
  const { pod, joined } = found.next;
  const longest = among === undefined ? patience : undoPatience;
  // One that is out of the cluster is what the others wait for: nothing is lost by freeing it.
  if (joined) {
    // What the restart that is undone may still hold would keep the cluster from becoming green.
    if (among !== undefined) await patient.releaseAllocation({ cluster, pods: [] });
    await calm(cluster, say, longest);
    say('flushing');
    await patient.holdAllocation({ cluster });
    while (!(await replaceJoined(found, terms, say))) {
      // Something has begun since: with allocation held it would not come to an end.
      await patient.releaseAllocation({ cluster, pods: [] });
      await calm(cluster, say, longest);
      say('flushing');
      await patient.holdAllocation({ cluster });
    }
  } else await replacePod(cluster, found.next, say);
  await patient.releaseAllocation({ cluster, pods: [pod, found.next.node] });
}

/** @returns false when the pod was left alone, because the cluster is not calm any more. */
async function replaceJoined({ next, masters, standsIn }: Found, terms: RestartTerms, say: Say): Promise<boolean> {
  const { cluster } = terms;
  const { pod, node, uid, role, elected } = next;
  // Two masters need each other: the one that is left cannot be elected.
  if (role === 'master' && masters <= 2 && !standsIn) return restartNeededMaster(next, masters, terms, say);
  if (role === 'data' || !elected) return replacePod(cluster, next, say, true);
  if ((await patient.awaitCalm({ cluster, slice: lastLook })).length > 0) return false;
  // With others to elect from, the master's end is noticed at once where its pod is still there to say so.
  await patient.endServer({ cluster, pod, node, uid });
  return replacePod(cluster, next, say);
}

async function restartNeededMaster(
  next: PlannedRestart,
  masters: number,
  { cluster, handOver: handsOver, acceptOutage }: RestartTerms,
  say: Say,
): Promise<boolean> {
  const mayHandOver = handsOver && masters === 1;
  const objection = mayHandOver ? await handOver(cluster, next, say) : 'it was not to be handed over';
  if (objection === null) return true;
  if (!acceptOutage) {
    throw ApplicationFailure.nonRetryable(
      `The master ${next.pod} could not be handed over (${objection}); its plain restart stops all writing for about 45 s: accept that with "acceptOutage": true`,
      'Refused',
    );
  }
  say(`no other can lead meanwhile (${objection}); writers wait`);
  return replacePod(cluster, next, say, true);
}

async function replacePod(
  cluster: string,
  { pod, node, uid, statefulSet }: PlannedRestart,
  say: Say,
  ifCalm = false,
): Promise<boolean> {
  say('stopping');
  const unrest = await patient.stopPod({ cluster, pod, node, uid, ...(ifCalm ? { ifCalmWithin: lastLook } : {}) });
  if (unrest !== undefined) return false;
  say('waiting for its successor');
  await patient.awaitPod({ cluster, pod, statefulSet, oldUid: uid, revision: 'newest' });
  return true;
}

/**
 * Waits until a node may be stopped.
 * @param longest milliseconds.
 * @throws ApplicationFailure `Stalled` after them.
 */
export async function calm(cluster: string, say: Say, longest: number): Promise<void> {
  const start = Date.now();
  for (let slice = 0; ; slice += 1) {
    const waitingFor = await patient.awaitCalm({ cluster, slice: sliceLength(slice) });
    if (waitingFor.length === 0) return;
    if (Date.now() - start > longest) {
      throw ApplicationFailure.nonRetryable(
        `The cluster has not become calm for ${formatDuration(longest / 1000)} (${waitingFor.join(', ')}); look at it, and run this again`,
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
    `${pod} was restarted ${count(times, 'time')} and still ${reason}; see who else changes its StatefulSet or ConfigMap, and run this again`,
    'Refused',
  );
}
