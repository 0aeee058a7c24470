import { clusterWith, problemsIn, read } from './written';

const schedule = (...lines: string[]) => {
  const { cron, catchUp, overdueAfter } = read(clusterWith(...lines)).clusters[0]?.schedule ?? {};
  return [cron, catchUp, overdueAfter].map(String);
};

test('without times, a cluster is backed up by hand only', () => {
  expect(read(clusterWith()).clusters[0]).not.toHaveProperty('schedule');
});

test.each([
  ['only when', ['schedule: "0 1 * * *"'], ['0 1 * * *', '12h', '26h']],
  ['a shorthand', ['schedule: "@weekly"'], ['@weekly', '12h', '170h']],
  ['in a mapping', ['schedule: {cron: "0 */6 * * *"}'], ['0 */6 * * *', '12h', '8h']],
  ['how late', ['schedule: {cron: "0 1 * * *", catchUp: 90min}'], ['0 1 * * *', '90min', '26h']],
  ['when overdue', ['schedule: {cron: "0 1 * * *", overdueAfter: 3d}'], ['0 1 * * *', '12h', '3d']],
  // The night in which the clocks go back takes an hour more.
  ['by the clock', ['timezone: Europe/Berlin', 'schedule: "0 1 * * *"'], ['0 1 * * *', '12h', '27h']],
])('%s', (_, lines, expected) => {
  expect(schedule(...lines)).toEqual(expected);
});

const times =
  'must be times such as "0 1 * * *", or a mapping with cron and, if need be, catchUp and overdueAfter, all of them texts';

test.each([
  ['schedule: "0 1 * * 5#2"', 'schedule (line 4, column 5): "0 1 * * 5#2" is not a schedule: "#" is not understood'],
  ['schedule: {cron: 60 1 * * *}', 'schedule.cron (line 4, column 16): "60 1 * * *" is not a schedule ('],
  [
    'schedule: {cron: 0 1 * * *, catchUp: 5m}',
    'schedule.catchUp (line 4, column 33): "5m" is not a length of time: m could be minutes or months, write 5min',
  ],
  [
    'schedule: {cron: 0 1 * * *, overdueAfter: "26"}',
    'schedule.overdueAfter (line 4, column 33): "26" is not a length',
  ],
  [
    'schedule: {cron: 0 1 * * *, catchup: 5h}',
    'schedule.catchup (line 4, column 33): unknown key, did you mean "catchUp"?',
  ],
  ['schedule: 1', `schedule (line 4, column 5): ${times}`],
  ['schedule:', `schedule (line 4, column 5): ${times}`],
  ['schedule: {catchUp: 12h}', `schedule (line 4, column 5): ${times}`],
  ['schedule: {cron: 0 1 * * *, catchUp: 12}', `schedule (line 4, column 5): ${times}`],
])('a slip is told with its place: %s', (line, problem) => {
  expect(problemsIn(clusterWith(line))).toEqual([expect.stringContaining(`clusters.kubesphere.${problem}`)]);
});
