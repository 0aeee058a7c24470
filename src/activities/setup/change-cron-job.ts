import { listCronJobs, mergePatchCronJob } from '../../kubernetes/cron-jobs';
import { Conflict, NotFound } from '../../kubernetes/errors';
import { insteadOf } from '../../planning/instead-of';
import type { CronJob } from '../../planning/manifest';
import type { OnKubernetes } from '../cluster';
import { Refused } from '../failure';

/** A CronJob changes with every job that it starts or ends. */
const mostAttempts = 5;

/**
 * Changes a CronJob as it is now: what it is decided on is never stale.
 * @param patchFor the merge patch, or null for one that stays as it is.
 * @returns whether it had to be changed; false for one that is gone.
 */
export async function changeCronJob(
  { api, settings }: OnKubernetes,
  name: string,
  patchFor: (cronJob: CronJob) => { metadata: object } | null,
): Promise<boolean> {
  const { namespace } = settings;
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const all = await listCronJobs(api, namespace);
    if (all === 'forbidden') throw new Refused(`CronJob ${name} cannot be changed`, ['logkeep may not list cronjobs']);
    const found = all.find(({ metadata }) => metadata.name === name);
    const patch = found === undefined ? null : patchFor(found);
    if (found === undefined || patch === null) return false;
    const changed = insteadOf(NotFound, mergePatchCronJob(api, namespace, found, patch), null);
    const outcome = await insteadOf(Conflict, changed, 'conflict');
    if (outcome !== 'conflict') return outcome !== null;
  }
  throw new Refused(`CronJob ${name} cannot be changed`, [
    'somebody else changes it again and again; stop that and run this again',
  ]);
}
