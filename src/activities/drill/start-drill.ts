import { activityInfo } from '@temporalio/activity';
import { ElasticsearchError, IndexExists, TimedOut } from '../../elasticsearch/errors';
import { listIndices } from '../../elasticsearch/indices';
import { startTemporaryRestore } from '../../elasticsearch/temporary-restore';
import { Expiry } from '../../planning/expiry';
import { insteadOf } from '../../planning/instead-of';
import { TimeSpan } from '../../planning/time-span';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { outlivingCancellation } from '../within-activity';
import { Refused } from '../failure';
import { markRestored } from '../restored/mark-restored';
import type { DrillStep } from './plan-drill';

/** No drill of one day takes as long. */
const stay = TimeSpan.parse('2d');

/**
 * Starts to restore one index under its temporary name, or adopts it when an earlier attempt did: the name is made from
 * the ID of the run, so that nobody else's index has it.
 * @returns the UUID that the index got.
 */
export async function startDrill(
  dependencies: Dependencies,
  { cluster: name, snapshot, index, as }: DrillStep & { cluster: string },
): Promise<string> {
  const { elasticsearch, repository } = outlivingCancellation(clusterNamed(name, dependencies));
  try {
    await startTemporaryRestore(elasticsearch, { repository, snapshot, index, as });
  } catch (error) {
    if (!(error instanceof IndexExists || error instanceof TimedOut)) throw error;
    if ((await listIndices(elasticsearch, as)).length === 0) throw error;
  }
  const [started] = await listIndices(elasticsearch, as);
  if (started === undefined) throw new Refused(`${index} cannot be drilled`, [`${as} was deleted at once`]);
  // What a run that is terminated leaves behind goes by the next drill, or else when this is over.
  const expires = Expiry.after(stay, new Date()).toString();
  const indices = [{ name: as, uuid: started.uuid, snapshot, index }];
  const run = activityInfo().workflowExecution?.workflowId ?? '';
  await insteadOf(ElasticsearchError, markRestored(dependencies, { cluster: name, indices, expires, run }), undefined);
  return started.uuid;
}
