import { clusterWith, problemsIn, read } from './written';

const drill = (...lines: string[]) => {
  const { cron, days, catchUp, overdueAfter } = read(clusterWith(...lines)).clusters[0]?.drill ?? {};
  return [cron, days, catchUp, overdueAfter].map(String);
};

test('without a section, days are drilled by hand only', () => {
  expect(read(clusterWith()).clusters[0]).not.toHaveProperty('drill');
});

test.each([
  ['only when', ['drill: {schedule: "0 4 * * 0"}'], ['0 4 * * 0', '1', '12h', '8d']],
  ['how many', ['drill: {schedule: "@daily", days: 3}'], ['@daily', '3', '12h', '2d']],
  ['how late', ['drill: {schedule: "0 4 * * 0", catchUp: 3d}'], ['0 4 * * 0', '1', '3d', '8d']],
  ['when overdue', ['drill: {schedule: "0 4 * * 0", overdueAfter: 30d}'], ['0 4 * * 0', '1', '12h', '30d']],
])('%s', (_, lines, expected) => {
  expect(drill(...lines)).toEqual(expected);
});

test('all slips are told at once, each with its place', () => {
  const problems = problemsIn(clusterWith('drill: {schedule: "61 4 * * 0", days: 0, catchup: 3d}'));
  expect(problems).toEqual([
    expect.stringContaining('clusters.kubesphere.drill.schedule (line 4, column 13): "61 4 * * 0" is not a schedule'),
    expect.stringContaining('clusters.kubesphere.drill.days (line 4, column 37): must be at least 1'),
    expect.stringContaining('unknown key, did you mean "catchUp"?'),
  ]);
});

test('another cluster to restore into is one of the file', () => {
  const { drill: settings } =
    read(`${clusterWith('drill: {schedule: "@weekly", into: spare}')}  spare: {preset: kubesphere-3}\n`).clusters[0] ??
    {};
  expect(settings?.into).toBe('spare');
  expect(problemsIn(clusterWith('drill: {schedule: "@weekly", into: kubesfere}'))).toEqual([
    'clusters.kubesphere.drill.into (line 4, column 34): there is no cluster "kubesfere", did you mean "kubesphere"?',
  ]);
});
