import type { ScheduleSpec } from '@temporalio/client';
import { calendarOf, timesOf } from '../../src/client/schedules/calendar';
import { Cron } from '../../src/planning/cron';
import { runsAfter } from '../../src/planning/cron-runs';
import { localTime } from '../../src/planning/local-time';
import { TimeZone } from '../../src/planning/time-zone';
import { startScheduling, taskQueue } from './scheduling';
import type { Scheduling } from './scheduling';

let scheduling: Scheduling;

beforeAll(async () => {
  scheduling = await startScheduling();
});
afterAll(() => scheduling.stop());

const crons = [
  ...['0 1 * * *', '30 2 * * *', '0 0 * * *', '15 2 * * *', '45 1 * * *', '59 23 * * *', '*/20 0-3 * * *'],
  ...['0,30 1-2 * * *', '5/15 2 * * *', '0 */6 * * *', '30 2 * * SUN', '30 2 * * 1-5', '0 1 * * 6-7', '0 1 * * 1/2'],
  ...['30 2 28-31 3,10 *', '0 1 */10 * *', '@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@annually'],
];

/** Creates a schedule that never runs by itself, and returns its ID. */
async function create(scheduleId: string, spec: ScheduleSpec): Promise<string> {
  const action = { type: 'startWorkflow', workflowType: 'backup', taskQueue } as const;
  await scheduling.client.schedule.create({ scheduleId, spec, action, state: { paused: true } });
  return scheduleId;
}

/** The times within four weeks at which the server itself would start a run. */
async function timesOnServer(scheduleId: string, start: Date, end: Date): Promise<string[]> {
  const { startTime } = await scheduling.client.workflowService.listScheduleMatchingTimes({
    namespace: 'default',
    scheduleId,
    startTime: timestamp(start),
    endTime: timestamp(end),
  });
  return startTime.map(({ seconds }) => new Date(Number(seconds) * 1000).toISOString());
}

/** The client takes plain numbers for the 64-bit ones of its types. */
function timestamp(moment: Date) {
  return { seconds: (moment.getTime() / 1000) as never };
}

function timesHere(cron: Cron, zone: TimeZone, start: Date, end: Date): string[] {
  const times: string[] = [];
  for (const run of runsAfter(cron, zone, start)) {
    if (run > end) break;
    times.push(run.toISOString());
  }
  return times;
}

/** The same without the days on which the clocks change, of which there are tests of their own. */
function withoutChange(times: readonly string[], zone: TimeZone): string[] {
  return times.filter((time) => {
    const day = zone.at(new Date(time)).startOf('day');
    return day.offset === day.plus({ days: 1 }).offset && day.hour === 0;
  });
}

test.each([
  ['Europe/Berlin', ['2027-03-10', '2027-10-10']],
  ['America/New_York', ['2027-03-01', '2027-10-20']],
  ['America/Santiago', ['2027-03-20', '2027-08-20']],
  ['Australia/Lord_Howe', ['2027-03-20', '2027-09-20']],
  ['Asia/Shanghai', ['2027-01-01']],
])(
  'Temporal runs crons in %s at the very times that logkeep names, before and after a change of the clocks',
  async (name, days) => {
    const zone = TimeZone.parse(name);
    for (const day of days) {
      // One second past: so that it is of no account whether the borders belong to it.
      const start = new Date(`${day}T12:00:01Z`);
      const end = new Date(start.getTime() + 28 * 86_400_000);
      const compared = await Promise.all(
        crons.map(async (text) => {
          const cron = Cron.parse(text);
          const id = await create(`${name} ${day} ${text}`, { calendars: [calendarOf(cron)], timezone: name });
          const both = [await timesOnServer(id, start, end), timesHere(cron, zone, start, end)];
          return both.map((times) => [text, withoutChange(times, zone)]);
        }),
      );
      expect(compared.map(([server]) => server)).toEqual(compared.map(([, here]) => here));
    }
  },
);

/** Server 1.32: where its documentation would have other times, they stand behind. */
test.each([
  ['30 2 * * *', 'Europe/Berlin', '2027-03-28', [], ''],
  ['0 1 * * *', 'Europe/Berlin', '2027-03-28', ['01:00 +01:00'], ''],
  ['0 1 * * *', 'Europe/Berlin', '2027-10-31', ['01:00 +02:00', '02:00 +02:00'], 'only the first'],
  ['30 2 * * *', 'Europe/Berlin', '2027-10-31', ['02:30 +01:00'], 'also at 02:30 +02:00'],
  ['30 3 * * *', 'Europe/Berlin', '2027-10-31', ['03:30 +01:00'], ''],
  ['0 1 * * *', 'America/New_York', '2027-11-07', ['01:00 -04:00', '01:00 -05:00'], ''],
  ['30 2 * * *', 'America/New_York', '2027-03-14', [], ''],
  ['0 1 * * *', 'Asia/Shanghai', '2027-03-28', ['01:00 +08:00'], ''],
])('on the day that the clocks change, Temporal runs %s in %s on %s at %j', async (text, name, day, expected, _) => {
  const zone = TimeZone.parse(name);
  const id = await create(`${name} on ${day}: ${text}`, { calendars: [calendarOf(Cron.parse(text))], timezone: name });
  const start = new Date(new Date(`${day}T00:00:01Z`).getTime() - 86_400_000);
  const times = await timesOnServer(id, start, new Date(start.getTime() + 3 * 86_400_000));
  const local = times.map((time) => localTime(new Date(time), zone));
  expect(local.filter((time) => time.startsWith(day)).map((time) => time.slice(day.length + 1))).toEqual(expected);
});

test("logkeep reads a cron as Temporal's own cron would", async () => {
  const read = await Promise.all(
    crons.map(async (text) => {
      const calendar = { ...calendarOf(Cron.parse(text)), comment: '' };
      const ids = [
        await create(`of Temporal: ${text}`, { cronExpressions: [text] }),
        await create(`of logkeep: ${text}`, { calendars: [calendar] }),
      ];
      const specs = await Promise.all(ids.map(async (id) => (await scheduling.describe(id)).spec));
      return specs.map((spec) => `${text}: ${timesOf(spec)}`);
    }),
  );
  expect(read.map(([, logkeep]) => logkeep)).toEqual(read.map(([temporal]) => temporal));
});
