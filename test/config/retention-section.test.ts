import { TimeSpan } from '../../src/planning/time-span';
import { clusterWith, problemsIn, read } from './written';

const cluster = (...lines: string[]) => read(clusterWith(...lines)).clusters[0];
const defaults = { unsuccessful: TimeSpan.parse('7d'), ageFrom: 'name' };

test('nothing is ever deleted unless the file says so', () => {
  expect(cluster()).not.toHaveProperty('retention');
  expect(cluster()).not.toHaveProperty('cleanup');
  expect(cluster('snapshots: {allowPartial: true}')).not.toHaveProperty('retention');
});

test.each([
  ['{maxAge: 45d}', { maxAge: TimeSpan.parse('45d') }],
  ['{maxCount: 30, minCount: 7}', { maxCount: 30, minCount: 7 }],
  ['{keep: {daily: 7, yearly: 2}}', { keep: { daily: 7, yearly: 2 } }],
  ['{maxAge: 6w, unsuccessful: 12h}', { maxAge: TimeSpan.parse('42d'), unsuccessful: TimeSpan.parse('12h') }],
  ['{maxAge: 45d, ageFrom: start}', { maxAge: TimeSpan.parse('45d'), ageFrom: 'start' }],
])('rules for snapshots are read: %s', (written, rules) => {
  expect(cluster(`snapshots: ${written}`)).toMatchObject({ retention: { ...defaults, ...rules } });
});

test.each([
  ['{maxAge: 7d}', { maxAge: TimeSpan.parse('7d'), approveWithin: TimeSpan.parse('12h') }],
  [
    '{maxAge: 7d, maxDeletions: 3, approveWithin: 2h}',
    { maxAge: TimeSpan.parse('7d'), maxDeletions: 3, approveWithin: TimeSpan.parse('2h') },
  ],
])('rules for live indices are read: %s', (written, rules) => {
  expect(cluster(`indices: ${written}`)).toHaveProperty('cleanup', rules);
});

test.each([
  ['snapshots: {minCount: 3}', /snapshots\.minCount mean nothing without snapshots\.maxAge, maxCount or keep$/],
  [
    'snapshots: {minCount: 9, maxCount: 3}',
    /snapshots\.minCount \(9\) must not be more than snapshots\.maxCount \(3\)$/,
  ],
  ['snapshots: {keep: {}}', /keep .*: must say at least one of daily, weekly, monthly and yearly$/],
  ['snapshots: {keep: {daily: 0}}', /keep\.daily .*: must be at least 1$/],
  ['snapshots: {keep: {daily: 1, dayly: 3}}', /keep\.dayly .*: unknown key, did you mean "daily"\?$/],
  ['snapshots: {maxAge: 45}', /maxAge .*: must be a text$/],
  ['snapshots: {maxAge: 3m}', /maxAge .*: "3m" is not a length of time: m could be minutes or months/],
  ['snapshots: {maxAge: 3d, ageFrom: end}', /ageFrom .*: must be name or start$/],
  ['indices: {maxDeletions: 3}', /indices\.maxDeletions mean nothing without indices\.maxAge$/],
  ['indices: {maxAge: 1d}', /indices\.maxAge must be at least 2d: today's and yesterday's logs stay$/],
  ['indices: {maxAge: 7d, maxDeletions: -1}', /maxDeletions .*: must be at least 0$/],
])('what cannot be meant is refused: %s', (line, problem) => {
  expect(problemsIn(clusterWith(line))).toEqual([expect.stringMatching(problem)]);
});
