import { ApplicationFailure } from '@temporalio/workflow';
import { standInPod } from '../../planning/stand-in';
import type { PlannedRestart } from '../../planning/rollout-order';
import { patient } from '../activity-proxies';
import { failureMessage, failureType } from '../failure-type';

/**
 * Restarts a single master without stopping the writers: a stand-in joins, takes over, and gives back. Each time the
 * leading Elasticsearch is ended inside its container first, so that the others notice within seconds. When it fails in
 * between, the stand-in goes on leading until `takeBack`.
 * @returns why it could not be handed over, with everything as before; null when it has been restarted.
 */
export async function handOver(
  cluster: string,
  { pod, node, uid, statefulSet }: PlannedRestart,
  say: (what: string) => void,
): Promise<string | null> {
  const standIn = standInPod(statefulSet);
  say(`calling ${standIn} to stand in`);
  const objection = (await callStandIn(cluster, statefulSet)) ?? (await patient.compareViews({ cluster }));
  if (objection !== null) {
    await takeBack(cluster, statefulSet);
    return objection;
  }

  say(`handing over to ${standIn}`);
  // With its pod deleted all the same, the cluster would be without a master for as long as a plain restart takes.
  if (!(await patient.endServer({ cluster, pod, node, uid }))) {
    await takeBack(cluster, statefulSet);
    return `its Elasticsearch could not be ended in its container, or ${standIn} was not elected`;
  }
  await patient.stopPod({ cluster, pod, node, uid });
  say(`waiting for its successor while ${standIn} leads`);
  await patient.awaitPod({ cluster, pod, statefulSet, oldUid: uid, revision: 'newest' });

  say(`taking over from ${standIn}`);
  await takeBack(cluster, statefulSet);
  return null;
}

/** @returns why the stand-in cannot be had, or null when it is there. */
async function callStandIn(cluster: string, statefulSet: string): Promise<string | null> {
  try {
    await patient.summonStandIn({ cluster, statefulSet });
    await patient.awaitPod({ cluster, pod: standInPod(statefulSet), statefulSet, revision: 'newest' });
    return null;
  } catch (error) {
    if (failureType(error) !== 'Refused') throw error;
    return failureMessage(error);
  }
}

/**
 * From wherever a handover stands: the master leads again, and nothing of the stand-in is left. Does nothing where there
 * is no stand-in.
 * @throws ApplicationFailure when the lead cannot be taken back: then the stand-in stays, as it may be all there is.
 */
export async function takeBack(cluster: string, statefulSet: string): Promise<string[]> {
  if (!(await patient.hasStandIn({ cluster, statefulSet }))) return [];
  const standIn = standInPod(statefulSet);
  const pod = `${statefulSet}-0`;
  await patient.awaitPod({ cluster, pod, statefulSet, revision: 'any' });
  if (await patient.leads({ cluster, pod: standIn })) {
    const objection = await patient.compareViews({ cluster });
    if (objection !== null)
      throw goesOn(standIn, pod, `the nodes do not see each other (${objection}); look at the network`);
    const isElected = await patient.endServer({ cluster, pod: standIn, node: standIn });
    if (!isElected && (await patient.leads({ cluster, pod: standIn })))
      throw goesOn(standIn, pod, `its Elasticsearch could not be ended in its container; look at its pod`);
  }
  await patient.dismissStandIn({ cluster, statefulSet });
  return [`${pod} leads again`];
}

/** With it, its data would go: it may be all there is. */
function goesOn(standIn: string, pod: string, why: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `${standIn} goes on leading for ${pod}, because ${why}, and run this again`,
    'Refused',
  );
}
