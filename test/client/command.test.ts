import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';
import { closedAddress, runLogkeep } from './run-logkeep';

let empty: string;
let configured: string;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'logkeep-command-'));
  [empty, configured] = [join(folder, 'empty'), join(folder, 'configured')];
  for (const each of [empty, configured]) mkdirSync(each);
  writeFileSync(join(configured, 'logkeep.yaml'), 'clusters:\n  kubesphere: {preset: kubesphere-2.1}\n');
});
afterAll(() => rmSync(join(empty, '..'), { recursive: true }));

test('--help lists every command and ends well, without a logkeep.yaml', async () => {
  const { code, stdout, stderr } = await runLogkeep(empty, ['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const command of [
    'setup',
    'remove',
    'doctor',
    'backup',
    'restore',
    'restored',
    'drill',
    'snapshots',
    'status',
    'watch',
    'cancel',
    'schedule',
  ]) {
    expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  }
});

test.each([
  ['setup', 'Examples: logkeep setup kubesphere --dry-run\n'],
  ['remove', 'Examples: logkeep remove kubesphere --dry-run\n'],
  ['doctor', 'Example: logkeep doctor kubesphere'],
  ['backup', 'Examples: logkeep backup kubesphere --dry-run\n'],
  ['approve', 'Example: logkeep approve backup-kubesphere-20261130T010000Z --deletions 42'],
  ['schedule', 'apply [options]'],
  ['restored', 'extend [options] [cluster]'],
  ['restore', 'Examples: logkeep restore kubesphere --day 2019-11-11,2019-11-12'],
  ['drill', 'Examples: logkeep drill kubesphere --count 2'],
])('%s --help ends well and shows an example to copy', async (command, example) => {
  const { code, stdout } = await runLogkeep(empty, [command, '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain(example);
});

test.each([
  ['nothing at all', [], 'Usage: logkeep'],
  ['an unknown command', ['bakcup'], "unknown command 'bakcup'"],
  ['an unknown option', ['status', '--colour'], "unknown option '--colour'"],
  ['an unknown form of output', ['-o', 'xml', 'status'], 'Allowed choices are text, json'],
  ['an extension of nothing', ['restored', 'extend', '--for', '7d'], 'Say which restored indices: --day or --index'],
  ['an extension by nothing', ['restored', 'extend', '--day', '2019-11-12'], "required option '--for <time>'"],
  [
    'an extension by what could be months',
    ['restored', 'extend', '--day', '2019-11-12', '--for', '7m'],
    '--for: "7m" is not a length of time: m could be minutes or months',
  ],
  ['a drop of no day', ['restored', 'drop', '--day', '12.11.2019'], '--day: "12.11.2019" is not a day'],
  [
    'a restore of no day without a terminal',
    ['restore', 'kubesphere'],
    'Say what to bring back: --day, --from and --to',
  ],
  ['a range without its end', ['restore', '--from', '2019-11-12'], 'must give "from" and "to" together'],
  ['an unknown way with conflicts', ['restore', '--on-conflict', 'merge'], 'Allowed choices are fail, skip, replace'],
  ['an unknown cluster to restore into', ['restore', '--day', '2019-11-12', '--into-cluster', 'x'], 'no cluster "x"'],
  ['a drill of no days', ['drill', 'kubesphere', '--count', '0'], 'must be a whole number of at least 1'],
  ['a drill of these and some days', ['drill', '--day', '2019-11-11', '--count', '2'], 'cannot be used with option'],
  ['a drill of a day that there is not', ['drill', 'kubesphere', '--day', '2019-11-31'], '--day: '],
  ['a list of no snapshots', ['snapshots', '--most', '0'], 'must be a whole number of at least 1'],
  ['an unknown way to change StatefulSets', ['setup', '--mode', 'replace'], 'Allowed choices are patch, recreate'],
  ['a part of schedule that there is not', ['schedule', 'start'], "unknown command 'start'"],
  ['a pause of no cluster', ['schedule', 'pause'], "missing required argument 'cluster'"],
  ['a watch of no run', ['watch'], "missing required argument 'run'"],
])('%s is a mistake of usage', async (_, args, message) => {
  const { code, stdout, stderr } = await runLogkeep(configured, args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('every day that is none is told at once, before anything is started', async () => {
  const days = ['--day', '2019-02-30, 2019-11-12', '--day', 'yesterday', '--day', '2019-11-11,'];
  expect(await runLogkeep(empty, ['restore', 'kubesphere', ...days])).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'logkeep: --day: "2019-02-30" is not a day: the calendar has no such date; ' +
      '--day: "yesterday" is not a day: write it as YYYY-MM-DD, for example 2019-11-12; ' +
      '--day: "" is not a day: write it as YYYY-MM-DD, for example 2019-11-12\n',
  });
});

test('every wish can be an option, and what they cannot be together is told at once', async () => {
  const args = [
    '--day',
    '2019-11-12',
    '--index',
    'Logs',
    '--as-of',
    'noon',
    '--rename-pattern',
    '(',
    '--confirm',
    'a*',
  ];
  const { code, stderr } = await runLogkeep(empty, ['restore', 'kubesphere', ...args]);
  expect(code).toBe(2);
  for (const words of [
    /--as-of: must be a time with its zone/,
    /"indices" has what is no name: "Logs": it has capital letters/,
    /into: must give "pattern" and "replacement" together/,
    /--rename-pattern: is not a regular expression/,
    /"confirm" is only for "onConflict": "replace"/,
    /"confirm" has what is no name: "a\*": it has a wildcard/,
  ])
    expect(stderr).toMatch(words);
});

test.each([
  ['before', ['kubeshpere', '--day', '2019-11-12']],
  ['behind', ['--day', '2019-11-12', 'kubeshpere']],
])('a cluster %s the days that the file does not have is told before Temporal is asked', async (_, args) => {
  expect(await runLogkeep(configured, ['restore', ...args], { TEMPORAL_ADDRESS: await closedAddress() })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'logkeep: logkeep.yaml has no cluster "kubeshpere", did you mean "kubesphere"?\n',
  });
});

test('--version prints the version of the package', async () => {
  expect(await runLogkeep(empty, ['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('without a logkeep.yaml the command says which file it looked for', async () => {
  expect(await runLogkeep(empty, ['status'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'logkeep: logkeep.yaml: it does not exist: create it, or name another with --config or LOGKEEP_CONFIG\n',
  });
});

test('--config wins over LOGKEEP_CONFIG, which wins over the current folder', async () => {
  const variable = { LOGKEEP_CONFIG: 'variable.yaml' };
  const [both, one] = await Promise.all([
    runLogkeep(configured, ['--config', 'named.yaml', 'status'], variable),
    runLogkeep(configured, ['status'], variable),
  ]);
  expect([both.stderr, one.stderr]).toEqual([
    expect.stringContaining('logkeep: named.yaml: it does not exist'),
    expect.stringContaining('logkeep: variable.yaml: it does not exist'),
  ]);
});

test('a faulty logkeep.yaml is refused with all of its problems', async () => {
  writeFileSync(join(empty, 'faulty.yaml'), 'clusters:\n  a: {presett: x}\n');
  const { code, stderr } = await runLogkeep(empty, ['-c', 'faulty.yaml', 'status']);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^logkeep: faulty\.yaml.*clusters\.a\.presett \(line 2, column 7\): unknown key, did you mean "preset"\?\n$/s,
  );
});

test.each([
  ['status', ['status']],
  ['schedule', ['schedule', 'list']],
])(
  'an unreachable Temporal is one sentence with the address and the setting that it came from (%s)',
  async (_, args) => {
    const address = await closedAddress();
    const { code, stdout, stderr } = await runLogkeep(configured, args, { TEMPORAL_ADDRESS: address });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(
      `logkeep: Temporal at ${address}, namespace default (address from TEMPORAL_ADDRESS), could not be reached`,
    );
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  },
);

test.each([
  ['--output json before it', ['--output', 'json', 'status']],
  ['--json behind it', ['status', '--json']],
])('a program reads the same error as one JSON object on standard output (%s)', async (_, args) => {
  const { code, stdout } = await runLogkeep(empty, args);
  expect(JSON.parse(stdout)).toEqual({
    type: 'error',
    code,
    message: expect.stringContaining('it does not exist') as string,
  });
});

test('a Temporal profile that does not exist is a sentence, not a stack', async () => {
  const { code, stderr } = await runLogkeep(configured, ['status'], { TEMPORAL_PROFILE: 'production' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^logkeep: The settings of Temporal .*production.*\n$/);
});
