import { isCancellation, log, sleep } from '@temporalio/workflow';
import type { OpenedCluster } from '../../activities/open-cluster';
import type { RestoredIndex } from '../../activities/restored-indices';
import type { NextExpiry } from '../../activities/restored/next-expiry';
import type { Decision } from '../../planning/decision';
import { retryPause } from '../../planning/expiry-pause';
import { count, firstNames } from '../../planning/listing';
import { momentIn } from '../../planning/moment-in';
import { groupByReason } from '../../planning/reason-group';
import type { ReasonGroup } from '../../planning/reason-group';
import { TimeZone } from '../../planning/time-zone';
import { patient } from '../activity-proxies';
import { endExpired } from '../end-expired';
import { failureMessage } from '../failure-type';
import { underLease } from '../lease';
import { operation } from '../operation';
import { readInput } from '../read-input';
import type { Tracker } from '../tracker';
import { expireRestoredInput } from './types';
import type { ExpireRestoredResult } from './types';

/**
 * Waits until restored indices have had their time, and deletes those that are as their restore left them. Their marks
 * are read anew each time it wakes, so that one that is to stay longer is waited for again. Internal: started by
 * `restore`, which does not wait for it. Where it is lost, the next `backup` does the same.
 */
export async function expireRestored(input: unknown): Promise<ExpireRestoredResult> {
  return operation('expireRestored', async (tracker) => {
    const { cluster, indices } = readInput(expireRestoredInput, input);
    const opened = await patient.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    const deleted: string[] = [];
    const written: Decision[] = [];
    let remaining: RestoredIndex[] = indices;
    for (let failures = 0; remaining.length > 0;) {
      const { next, going, others } = await lookAhead(cluster, remaining, tracker);
      if (next === undefined) return resultOf(cluster, deleted, [...groupByReason(written), ...others], tracker);
      // Read anew afterwards: a person may have given them longer.
      if (await sleptUntil(new Date(next), going, opened, tracker)) continue;
      const ended = await endSome(opened, cluster, remaining, tracker);
      const gone = new Set([...ended.deleted, ...ended.written.map(({ name }) => name)]);
      deleted.push(...ended.deleted);
      written.push(...ended.written);
      remaining = remaining.filter(({ name }) => !gone.has(name));
      failures = gone.size > 0 ? 0 : failures + 1;
      if (failures > 0 && remaining.length > 0) await pauseAfter(failures, ended.why, tracker);
    }
    return resultOf(cluster, deleted, groupByReason(written), tracker);
  });
}

/** A cluster that is away is waited for, however long: it may come back with its indices. */
async function lookAhead(cluster: string, indices: RestoredIndex[], tracker: Tracker): Promise<NextExpiry> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await patient.nextExpiry({ cluster, indices });
    } catch (error) {
      if (isCancellation(error)) throw error;
      await pauseAfter(failures, failureMessage(error), tracker);
    }
  }
}

/** @returns false when the moment was there already. */
async function sleptUntil(
  moment: Date,
  going: number,
  { timeZone }: OpenedCluster,
  tracker: Tracker,
): Promise<boolean> {
  const rest = moment.getTime() - Date.now();
  if (rest <= 0) return false;
  const when = momentIn(TimeZone.parse(timeZone), moment);
  tracker.at('waiting', `${count(going, 'restored index is', 'restored indices are')} kept, the next until ${when}`);
  await sleep(rest);
  return true;
}

interface Ended {
  deleted: string[];
  written: (Decision & RestoredIndex)[];
  /** Why others stay, in a clause. */
  why: string;
}

async function endSome(
  opened: OpenedCluster,
  cluster: string,
  indices: RestoredIndex[],
  tracker: Tracker,
): Promise<Ended> {
  try {
    return await underLease(opened, tracker, async () => {
      tracker.at('deleting', `Deleting what was restored to ${cluster} and has had its time`);
      const { deleted, written, waiting } = await endExpired(opened, cluster, indices);
      const [first] = waiting;
      return { deleted, written, why: first === undefined ? 'not yet' : `${first.name}: ${first.reason}` };
    });
  } catch (error) {
    // Nothing is lost by waiting, and giving up would leave the indices for ever where no backup runs.
    if (isCancellation(error)) throw error;
    return { deleted: [], written: [], why: failureMessage(error) };
  }
}

async function pauseAfter(failures: number, why: string, tracker: Tracker): Promise<void> {
  log.warn('Restored indices cannot be deleted yet', { why, failures });
  tracker.at('waiting to delete', `Their time is over, but they cannot be deleted yet: ${why}`);
  await sleep(retryPause(failures));
}

function resultOf(cluster: string, deleted: string[], kept: ReasonGroup[], tracker: Tracker): ExpireRestoredResult {
  const stay = kept.map(({ names, count: all, reason }) => {
    const more = all > names.length ? ` and ${all - names.length} more` : '';
    return `${names.join(', ')}${more} (${reason})`;
  });
  const summary = [
    ...(deleted.length === 0 ? [] : [`Deleted ${firstNames(deleted)}, restored for a while`]),
    ...(stay.length === 0 ? [] : [`Not deleted: ${stay.join('; ')}`]),
  ].join('. ');
  tracker.at('done', summary);
  return { cluster, deleted: { count: deleted.length, first: deleted.slice(0, 5) }, kept, summary };
}
