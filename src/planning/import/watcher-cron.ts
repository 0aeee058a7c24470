/** A schedule as logkeep writes it, in five fields, or why there is none. */
export type ImportedSchedule = { schedule: string } | { problem: string };

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * From the cron of Elasticsearch's Watcher, which SLM uses: seconds first, `?` for "any", days of the week from 1
 * (Sunday) to 7, and a year at the end that may be missing. Always UTC.
 */
export function fromWatcherCron(cron: string): ImportedSchedule {
  const fields = cron.trim().split(/\s+/);
  const [second = '', minute = '', hour = '', day = '', month = '', weekday = '', year = '*'] = fields;
  const no = (why: string) => ({ problem: `the schedule "${cron}" ${why}` });
  if (fields.length < 6 || fields.length > 7) return no('does not have six or seven fields');
  if (!/^\d+$/.test(second)) return no('runs more than once a minute');
  if (year !== '*') return no('is limited to some years');
  if (/[LW#]/.test(`${day} ${weekday.replace(/WED/gi, '')}`))
    return no('names the last, nearest or nth day of a month');
  return { schedule: [minute, hour, any(day), month, weekdayOf(any(weekday))].join(' ') };
}

/** From an interval such as `30m`, `6h` or `1d`, where it divides the hour or the day. */
export function fromInterval(interval: string): ImportedSchedule {
  const [, amount = '', unit = ''] = /^(\d+)(m|h|d)$/.exec(interval) ?? [];
  const count = Number(amount);
  if (unit === 'm' && count >= 1 && 60 % count === 0)
    return { schedule: count === 60 ? '0 * * * *' : `*/${count} * * * *` };
  if (unit === 'h' && count >= 1 && 24 % count === 0)
    return { schedule: count === 24 ? '0 0 * * *' : `0 */${count} * * *` };
  if (unit === 'd' && count === 1) return { schedule: '0 0 * * *' };
  return { problem: `the interval ${interval} does not divide an hour or a day` };
}

function any(field: string): string {
  return field === '?' ? '*' : field;
}

/** Numbers become names, which mean the same day in both; a step (`1/2`) keeps its width. */
function weekdayOf(field: string): string {
  return field
    .split('/')
    .map((part, place) => (place === 0 ? part.replace(/\d/g, (digit) => weekdays[Number(digit) - 1] ?? digit) : part))
    .join('/');
}
