import { resolve } from 'node:path';
import { clusterWith, problemsIn, read } from './written';

const withNotifications = (...lines: string[]) => [clusterWith() + 'notifications:', ...lines, ''].join('\n');
const one = (lines: string) => withNotifications(`  - {name: ops, url: {env: HOOK}, ${lines}}`);

test('without the section nobody is told', () => {
  expect(read(clusterWith()).notifications).toEqual([]);
});

test('a name and where the address is are enough', () => {
  expect(read(withNotifications('  - name: ops', '    url: {env: HOOK}')).notifications).toEqual([
    {
      name: 'ops',
      url: { env: 'HOOK' },
      format: 'json',
      on: ['failed', 'recovered', 'approval', 'overdue', 'kept', 'drill'],
      headers: {},
    },
  ]);
});

test('what the file says is taken, and files lie beside it', () => {
  const lines =
    'format: slack, clusters: [kubesphere], on: [failed], headers: {Authorization: {file: keys/token}, X-Team: {env: T}}';
  expect(read(one(lines)).notifications).toEqual([
    {
      name: 'ops',
      url: { env: 'HOOK' },
      format: 'slack',
      clusters: ['kubesphere'],
      on: ['failed'],
      headers: { Authorization: { file: resolve('keys/token') }, 'X-Team': { env: 'T' } },
    },
  ]);
});

const at = (column: number) => `(line 5, column ${column})`;

test.each([
  [
    'an address in the file',
    withNotifications('  - {name: ops, url: "https://hooks.example/T0/B0/secret"}'),
    `notifications.0.url ${at(17)}: must say where the secret is, not what it is: {env: NAME} or {file: /path}`,
  ],
  [
    'a header in the file',
    one('headers: {Authorization: Bearer x}'),
    `notifications.0.headers.Authorization ${at(45)}: must say where the secret is, not what it is: {env: NAME} or {file: /path}`,
  ],
  [
    'a name with spaces',
    withNotifications('  - {name: my ops, url: {env: A}}'),
    `notifications.0.name ${at(6)}: must be lower-case letters, digits and dashes, at most 63`,
  ],
  ['an unknown format', one('format: teams'), `notifications.0.format ${at(35)}: must be one of: json, slack`],
  [
    'an unknown event',
    one('on: [failed, late]'),
    `notifications.0.on.1 ${at(48)}: must be one of: failed, recovered, approval, overdue, kept, drill`,
  ],
  ['no event', one('on: []'), `notifications.0.on ${at(35)}: must not be an empty list: leave it out for everything`],
  [
    'no cluster',
    one('clusters: []'),
    `notifications.0.clusters ${at(35)}: must not be an empty list: leave it out for all clusters`,
  ],
  [
    'an unknown cluster',
    one('clusters: [kubespere]'),
    `notifications.0.clusters.0 ${at(46)}: there is no cluster "kubespere", did you mean "kubesphere"?`,
  ],
  [
    'a header of its own',
    one('headers: {Content-Type: {env: A}}'),
    `notifications.0.headers.Content-Type ${at(45)}: logkeep sets this header itself`,
  ],
  [
    'a header with a space',
    one('headers: {"X Y": {env: A}}'),
    `notifications.0.headers.X Y ${at(45)}: the name of a header must be letters, digits and dashes`,
  ],
  ['an unknown key', one('heders: {}'), `notifications.0.heders ${at(35)}: unknown key, did you mean "headers"?`],
])('%s is a problem with its place', (_, text, problem) => {
  expect(problemsIn(text)).toEqual([problem]);
});

test('a name that stands twice is a problem, also when another key of the file is wrong', () => {
  const text = withNotifications('  - {name: ops, url: {env: A}}', '  - {name: ops, url: {env: B}}', 'wroker: {}');
  expect(problemsIn(text)).toEqual([
    'wroker (line 7, column 1): unknown key, did you mean "worker"?',
    'notifications.1.name (line 6, column 6): "ops" is there already: give each its own name',
  ]);
});

test('an empty section is told as what it is', () => {
  expect(problemsIn(`${clusterWith()}notifications:\n`)).toEqual(['notifications (line 4, column 1): must be a list']);
});
