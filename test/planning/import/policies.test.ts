import { convertSlm } from '../../../src/planning/import/convert-slm';
import { convertSm } from '../../../src/planning/import/convert-sm';
import { NotImportable } from '../../../src/planning/import/imported';
import { fromInterval, fromWatcherCron } from '../../../src/planning/import/watcher-cron';

// The examples of the reference pages.
const slm = {
  schedule: '0 30 1 * * ?',
  name: '<daily-snap-{now/d}>',
  repository: 'my_repository',
  config: { indices: ['data-*', 'important'], ignore_unavailable: false, include_global_state: false },
  retention: { expire_after: '30d', min_count: 5, max_count: 50 },
};
const sm = {
  creation: { schedule: { cron: { expression: '0 8 * * *', timezone: 'UTC' } }, time_limit: '1h' },
  deletion: {
    schedule: { cron: { expression: '0 1 * * *', timezone: 'America/Los_Angeles' } },
    condition: { max_age: '7d', max_count: 21, min_count: 7 },
  },
  snapshot_config: {
    date_format: 'yyyy-MM-dd-HH:mm',
    date_format_timezone: 'America/Los_Angeles',
    indices: 'logs-*',
    repository: 's3-repo',
    partial: 'true',
  },
};

test('an SLM policy becomes a cluster', () => {
  const expected = {
    elasticsearch: { url: 'http://127.0.0.1:9200' },
    schedule: '30 1 * * *',
    timezone: 'UTC',
    indices: { pattern: 'data-%Y.%m.%d' },
    repository: { name: 'my_repository' },
    snapshots: { name: 'daily-snap-%Y.%m.%d-%H%M%S', maxAge: '30d', minCount: 5, maxCount: 50 },
  };
  const answer = { nightly: { version: 1, policy: slm }, Weekly_One: { version: 1, policy: slm } };
  expect(convertSlm(answer, {}).clusters).toEqual({ nightly: expected, 'weekly-one': expected });
  expect(convertSlm(slm, { cluster: 'mine' }).clusters).toEqual({ mine: expected });
});

test('what SLM does otherwise is told', () => {
  const { remarks } = convertSlm({ nightly: { policy: slm } }, {});
  for (const words of [
    'its indices important are not carried over',
    'include_global_state: false',
    'a random text',
    'slm.retention_schedule',
  ])
    expect(remarks).toContainEqual(expect.stringContaining(words));
});

test('an SM policy becomes a cluster', () => {
  const expected = {
    'daily-policy': {
      elasticsearch: { url: 'http://127.0.0.1:9200' },
      schedule: '0 8 * * *',
      timezone: 'UTC',
      indices: { pattern: 'logs-%Y.%m.%d' },
      repository: { name: 's3-repo' },
      snapshots: { name: 'daily-policy-%Y-%m-%d-%H-%M-%S', maxAge: '7d', minCount: 7, maxCount: 21 },
    },
  };
  const one = { _id: 'daily-policy-sm-policy', sm_policy: { name: 'daily-policy', ...sm } };
  expect(convertSm({ policies: [one], total_policies: 1 }, {}).clusters).toEqual(expected);
  expect(convertSm(one, {}).clusters).toEqual(expected);
  expect(convertSm(sm, { cluster: 'mine' }).clusters).toHaveProperty('mine');
});

test('what SM does otherwise is told', () => {
  const { remarks } = convertSm({ name: 'daily', enabled: false, notification: { channel: { id: 'x' } }, ...sm }, {});
  for (const words of [
    'partial: true',
    'enabled: false',
    'notification',
    'time_limit',
    'it deletes at "0 1 * * *" America/Los_Angeles',
    'dates in names are of UTC',
  ])
    expect(remarks).toContainEqual(expect.stringContaining(words));
});

test.each([
  [convertSlm, { schedule: 5, name: 'x' }, ['schedule', 'repository']],
  [convertSlm, {}, ['']],
  [convertSlm, [], ['']],
  [convertSm, { policies: [{ sm_policy: {} }] }, ['policies.0.sm_policy.snapshot_config']],
])('what is no policy is refused with the place of each problem', (convert, value, places) => {
  const refusal = () => convert(value, {});
  expect(refusal).toThrow(NotImportable);
  try {
    refusal();
  } catch (error) {
    expect((error as NotImportable).problems.map(({ path }) => path.join('.'))).toEqual(places);
  }
});

test.each([
  ['0 30 1 * * ?', '30 1 * * *'],
  ['0 0 0/6 * * ?', '0 0/6 * * *'],
  ['0 0 12 ? * WED', '0 12 * * WED'],
  ['0 0 12 ? * 2-6', '0 12 * * MON-FRI'],
  ['0 0 12 ? * 1,7', '0 12 * * SUN,SAT'],
  ['0 0 12 1 * ? *', '0 12 1 * *'],
])('the cron %s of Watcher is %s', (cron, schedule) => {
  expect(fromWatcherCron(cron)).toEqual({ schedule });
});

test.each([
  '* 0 1 * * ?',
  '0/10 * * * * ?',
  '0 0 12 L * ?',
  '0 0 12 ? * 6#3',
  '0 0 12 15W * ?',
  '0 0 12 * * ? 2030',
  '0 1 * * *',
])('the cron %s of Watcher has no equal', (cron) => {
  expect(fromWatcherCron(cron)).toHaveProperty('problem');
});

test.each([
  ['30m', '*/30 * * * *'],
  ['1h', '0 */1 * * *'],
  ['24h', '0 0 * * *'],
  ['1d', '0 0 * * *'],
])('the interval %s is %s', (interval, schedule) => {
  expect(fromInterval(interval)).toEqual({ schedule });
});

test.each(['7m', '5h', '2d', '90s'])('the interval %s has no equal', (interval) => {
  expect(fromInterval(interval)).toHaveProperty('problem');
});
