import { suspendPatch } from '../../planning/curator-suspension';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { outlivingCancellation } from '../within-activity';
import { changeCronJob } from './change-cron-job';

export interface CuratorInput {
  cluster: string;
  cronJob: string;
}

/**
 * Suspends a Curator, and notes on its CronJob that logkeep did it. One that is suspended already stays as it is. A job
 * that it has just started runs to its end.
 * @returns whether anything had to be changed.
 */
export async function suspendCurator(dependencies: Dependencies, input: CuratorInput): Promise<boolean> {
  // An undo that looked before a patch under way has arrived would leave it suspended.
  const onKubernetes = podsOf(outlivingCancellation(clusterNamed(input.cluster, dependencies)));
  return changeCronJob(onKubernetes, input.cronJob, (cronJob) =>
    cronJob.spec.suspend === true ? null : suspendPatch(cronJob),
  );
}
