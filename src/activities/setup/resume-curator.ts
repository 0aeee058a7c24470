import { resumePatch, suspensionOf } from '../../planning/curator-suspension';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { withinActivity } from '../within-activity';
import { changeCronJob } from './change-cron-job';
import type { CuratorInput } from './suspend-curator';

/** Lets a Curator run again that logkeep has suspended; a human's suspension stays. @returns whether it was changed. */
export async function resumeCurator(dependencies: Dependencies, input: CuratorInput): Promise<boolean> {
  const onKubernetes = podsOf(withinActivity(clusterNamed(input.cluster, dependencies)));
  return changeCronJob(onKubernetes, input.cronJob, (cronJob) =>
    suspensionOf(cronJob) === 'by logkeep' ? resumePatch(cronJob) : null,
  );
}
