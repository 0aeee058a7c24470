import { ApplicationFailure } from '@temporalio/workflow';
import type { z } from 'zod';
import type { OpenedCluster } from '../../activities/open-cluster';
import type { RestoredRow } from '../../activities/restored/list-restored';
import { Expiry } from '../../planning/expiry';
import { count, firstNames } from '../../planning/listing';
import { momentIn } from '../../planning/moment-in';
import { chooseRestored } from '../../planning/restored-choice';
import { TimeZone } from '../../planning/time-zone';
import { glance, quick } from '../activity-proxies';
import { underLease } from '../lease';
import { operation } from '../operation';
import { readInput } from '../read-input';
import type { Tracker } from '../tracker';
import { restoredInput } from './types';
import type { RestoredResult } from './types';

type Asked = z.output<typeof restoredInput.schema>;

/**
 * Lists what was restored to a cluster and until when it is kept, or changes that: keeps it longer or for good, or
 * deletes it now. Only a deletion takes the lease.
 */
export async function restored(input: unknown): Promise<RestoredResult> {
  return operation('restored', async (tracker) => {
    const asked = readInput(restoredInput, input);
    const { cluster, action } = asked;
    const opened = await glance.openCluster({ cluster });
    tracker.openedCluster(cluster, opened.searchAttributes);
    const rows = await glance.listRestored({ cluster });
    const result = await act(asked, opened, action === 'list' ? rows : chosen(asked, rows), tracker);
    tracker.at('done', result.summary);
    return { cluster, timeZone: opened.timeZone, ...result };
  });
}

type Acted = Omit<RestoredResult, 'cluster' | 'timeZone'>;

async function act(asked: Asked, opened: OpenedCluster, rows: RestoredRow[], tracker: Tracker): Promise<Acted> {
  const { cluster, action } = asked;
  if (action === 'list') {
    return { restored: rows, summary: `${cluster} has ${count(rows.length, 'restored index', 'restored indices')}` };
  }
  if (action === 'drop') return drop(asked, opened, rows, tracker);
  const expires = action === 'keep' ? Expiry.never : Expiry.after(asked.for ?? 'never', new Date(Date.now()));
  const indices = rows.map(({ name, uuid }) => ({ name, uuid }));
  const set = await glance.setExpiry({ cluster, indices, expires: expires.toString(), mayShorten: false });
  const now = new Map(set.map((each) => [each.name, each.expires]));
  const changed = rows.flatMap((row) => {
    const until = now.get(row.name);
    return until === undefined ? [] : [{ ...row, expires: until }];
  });
  const missed = rows.filter(({ name }) => !now.has(name)).map(({ name }) => name);
  const untils = [...new Set(changed.map((row) => until(row.expires, opened)))].sort();
  const said =
    changed.length === 0 ? [] : [`${firstNames(changed.map(({ name }) => name))}: kept ${untils.join(', ')}`];
  const gone = missed.length === 0 ? [] : [`${firstNames(missed)} went meanwhile`];
  return { restored: changed, summary: [...said, ...gone].join('; ') };
}

async function drop(asked: Asked, opened: OpenedCluster, rows: RestoredRow[], tracker: Tracker): Promise<Acted> {
  const { cluster, confirm = [] } = asked;
  return underLease(opened, tracker, async () => {
    tracker.at('deleting', `Deleting ${firstNames(rows.map(({ name }) => name))}`);
    const indices = rows.map(({ name, uuid }) => ({ name, uuid }));
    const dropped = await quick.dropRestored({ cluster, indices, confirmed: confirm });
    return { restored: [], dropped, summary: `Deleted ${firstNames(dropped)}` };
  });
}

/** @throws ApplicationFailure `Refused` when something was asked for that is not there. */
function chosen({ cluster, days = [], indices = [] }: Asked, rows: readonly RestoredRow[]): RestoredRow[] {
  const wanted = days.map((day) => day.toString());
  const { found, problems } = chooseRestored(rows, { days: wanted, indices });
  if (problems.length === 0) return found;
  throw ApplicationFailure.nonRetryable(`Nothing was changed on ${cluster}: ${problems.join('; ')}`, 'Refused', {
    problems,
  });
}

function until(expires: string, { timeZone }: OpenedCluster): string {
  return expires === 'never' ? 'for good' : `until ${momentIn(TimeZone.parse(timeZone), new Date(expires))}`;
}
