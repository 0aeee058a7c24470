import { isCancellation, workflowInfo } from '@temporalio/workflow';
import type { OpenedCluster } from '../../activities/open-cluster';
import { watchBackups } from '../../planning/backup-watch';
import type { BackupLook, BackupWatch } from '../../planning/backup-watch';
import { count } from '../../planning/listing';
import { momentText, notificationSentence } from '../../planning/notification-sentence';
import { TimeSpan } from '../../planning/time-span';
import { attentive } from '../activity-proxies';
import { announce, isWanted } from '../announce';
import { failureMessage } from '../failure-type';
import { operation } from '../operation';
import { readInput } from '../read-input';
import { checkBackupsInput } from './types';
import type { CheckBackupsResult } from './types';

interface Seen {
  look: BackupLook;
  /** One clause. */
  summary: string;
}

/**
 * Asks the repository how old the newest backup of a cluster is, and tells those who want to know when it is too old,
 * when nobody can tell, and when it is well again. Changes nothing and needs no lease.
 */
export async function checkBackups(input: unknown): Promise<CheckBackupsResult> {
  return operation('checkBackups', async (tracker) => {
    const { cluster } = readInput(checkBackupsInput, input);
    const opened = await attentive.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    const { look, summary } = await lookAt(cluster);
    const now = Date.now();
    const { watch, trouble, tell, isOver } = watchBackups(watchSoFar(), look, TimeSpan.parse(opened.overdueAfter), now);
    if (trouble !== undefined && tell) await announce(opened, cluster, trouble);
    if (isOver) await tellRecovered(opened, cluster, summary);
    const { workflowId, runId } = workflowInfo();
    const said =
      trouble === undefined
        ? `Cluster ${cluster}: ${summary}`
        : notificationSentence({ cluster, workflowId, runId, at: now, news: trouble });
    tracker.at('done', said);
    return { cluster, well: trouble === undefined, summary: said, watch };
  });
}

async function lookAt(cluster: string): Promise<Seen> {
  try {
    const { newest, snapshots, daysWithoutBackup } = await attentive.inspectBackups({ cluster });
    const days = `${count(daysWithoutBackup.days, 'day')} without backup`;
    const open = daysWithoutBackup.days === 0 ? '' : `, ${days}: ${daysWithoutBackup.first}`;
    const saved =
      newest === undefined
        ? 'there is no successful backup yet'
        : `the newest of ${count(snapshots, 'successful backup')} is ${newest.snapshot} of ${momentText(newest.endedAt)}`;
    return { look: newest === undefined ? {} : { newest }, summary: `${saved}${open}` };
  } catch (error) {
    if (isCancellation(error)) throw error;
    const unreachable = failureMessage(error);
    return { look: { unreachable }, summary: `its backups could not be checked: ${unreachable}` };
  }
}

/** A backup that ended well may have said it already. */
async function tellRecovered(opened: OpenedCluster, cluster: string, summary: string): Promise<void> {
  if (!isWanted(opened, 'recovered')) return;
  const belief = await attentive.lastTold({ cluster }).catch(() => 'unknown' as const);
  if (belief !== 'well') await announce(opened, cluster, { kind: 'recovered', summary });
}

/** What the run before this one found: a schedule hands the last result on, which started by hand there is none of. */
function watchSoFar(): BackupWatch | undefined {
  const [last] = [workflowInfo().lastResult].flat() as [Partial<CheckBackupsResult> | undefined];
  return last?.watch;
}
