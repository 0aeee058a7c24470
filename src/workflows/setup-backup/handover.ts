import { standInPod } from '../../planning/stand-in';
import type { PlannedRestart } from '../../planning/rollout-order';
import { patient, quick } from '../activity-proxies';
import type { UndoStack } from '../undo';

/**
 * Restarts a single master without stopping the writers: a stand-in joins, takes over, and gives back. Each time the
 * leading Elasticsearch is ended inside its container first, so that the others notice within seconds.
 * @returns why it could not be handed over, with everything as before; null when it has been restarted.
 */
export async function handOver(
  cluster: string,
  { pod, uid, statefulSet }: PlannedRestart,
  say: (what: string) => void,
  undo: UndoStack,
): Promise<string | null> {
  const standIn = standInPod(statefulSet);
  const disarm = undo.push(`${standIn} may still stand in for ${pod}`, () => takeBack(cluster, pod, statefulSet));

  say(`calling ${standIn} to stand in`);
  await quick.summonStandIn({ cluster, statefulSet });
  await patient.awaitPod({ cluster, pod: standIn, statefulSet, revision: 'newest' });
  const objection = await quick.compareViews({ cluster });
  if (objection !== null) {
    await takeBack(cluster, pod, statefulSet);
    disarm();
    return objection;
  }

  say(`handing over to ${standIn}`);
  await quick.endServer({ cluster, pod, uid });
  await quick.stopPod({ cluster, pod, uid });
  say(`waiting for its successor while ${standIn} leads`);
  await patient.awaitPod({ cluster, pod, statefulSet, oldUid: uid, revision: 'newest' });

  say(`taking over from ${standIn}`);
  await takeBack(cluster, pod, statefulSet);
  disarm();
  return null;
}

/** From wherever a handover stands: the master leads again, and nothing of the stand-in is left. */
async function takeBack(cluster: string, pod: string, statefulSet: string): Promise<string[]> {
  const standIn = standInPod(statefulSet);
  await patient.awaitPod({ cluster, pod, statefulSet, revision: 'any' });
  await quick.compareViews({ cluster });
  await quick.endServer({ cluster, pod: standIn });
  return (await quick.dismissStandIn({ cluster, statefulSet })) ? [`${pod} leads again`] : [];
}
