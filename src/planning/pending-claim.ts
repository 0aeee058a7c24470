import type { ObjectEvent, PersistentVolumeClaim } from './manifest';
import { pendingJudges } from './pending-judges';
import type { Cause, KnownStorage } from './pending-judges';

export type { KnownStorage } from './pending-judges';

/** Why a claim is not bound. */
export interface PendingCause {
  sentence: string;
  /** Waiting on does not help: somebody has to change something. */
  permanent: boolean;
  /** It is bound as soon as a pod uses it: nothing is wrong. */
  waitsForPod: boolean;
}

/**
 * Why a claim is still Pending (or Lost), in a sentence that says what to do.
 * @param events the claim's, newest first. An event of an hour ago may be gone, so the class is looked at, too.
 */
export function pendingCause(
  claim: PersistentVolumeClaim,
  events: readonly ObjectEvent[],
  known: KnownStorage = {},
): PendingCause {
  const event = newest(events, failures) ?? newest(events, announcements);
  const cause = pendingJudges.map((judge) => judge(claim, event, known)).find((found) => found !== null) ?? unexplained;
  return {
    sentence: `Claim ${claim.metadata.name} is not bound: ${cause.why}`,
    permanent: cause.permanent,
    waitsForPod: cause.waitsForPod === true,
  };
}

/** Each try is announced anew, also between failures: a failure tells more than a later announcement. */
const failures = ['ProvisioningFailed', 'FailedBinding', 'VolumeMismatch', 'ClaimLost', 'ClaimMisbound'];
const announcements = ['ExternalProvisioning', 'Provisioning', 'WaitForFirstConsumer', 'WaitForPodScheduled'];

function newest(events: readonly ObjectEvent[], reasons: readonly string[]): ObjectEvent | undefined {
  return events.find(({ reason }) => reasons.includes(reason));
}

const unexplained: Cause = {
  why: 'it has no event that says why; look at it with kubectl describe pvc, and at the pod of its provisioner',
  permanent: false,
};
