import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/load';
import { clusterWith, folderRepository, problemsIn, read, refusalOf } from './written';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'logkeep-config-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('three lines are enough for a KubeSphere cluster', () => {
  const path = file('logkeep.yaml', clusterWith());
  expect(loadConfig(path)).toEqual({
    file: path,
    clusters: [
      {
        name: 'kubesphere',
        urls: ['http://elasticsearch-logging-data.kubesphere-logging-system.svc:9200'],
        timeZone: 'UTC',
        indexPattern: 'ks-logstash-log-%Y.%m.%d',
        repository: 'ks-log-snapshots',
        repositorySettings: folderRepository('ks-log-snapshots'),
        freeSpace: { floor: '5%' },
        snapshotName: 'snapshot-%Y%m%d%H%M%S',
      },
    ],
    notifications: [],
    worker: { taskQueue: 'logkeep', healthPort: 8080 },
  });
});

test('a file that is not there is named, with what to do', () => {
  const path = join(folder, 'missing.yaml');
  expect(() => loadConfig(path)).toThrow(
    `${path}: it does not exist: create it, or name another with --config or LOGKEEP_CONFIG`,
  );
});

test('a folder in the place of the file is told apart from a missing file', () => {
  expect(() => loadConfig(folder)).toThrow(`${folder}: it cannot be read (EISDIR)`);
});

test.each([
  ['empty', ''],
  ['only a comment', '# clusters:\n'],
  ['a list', '- kubesphere\n'],
  ['a text', 'kubesphere\n'],
  ['a number', '42\n'],
])('a file that is %s is refused with what it should be', (_, text) => {
  expect(refusalOf(text).message).toBe('logkeep.yaml: it must be a mapping that lists clusters under "clusters:"');
});

test.each([
  ['names none', 'clusters: {}\n', 'clusters (line 1, column 1): must list at least one cluster'],
  ['leaves the list open', 'clusters:\n', 'clusters (line 1, column 1): must list at least one cluster'],
  ['has no such key', 'worker: {}\n', 'clusters: must list at least one cluster'],
  [
    'lists clusters without names',
    'clusters:\n  - preset: x\n',
    'clusters (line 1, column 1): must be a mapping from names to clusters',
  ],
])('a file that %s has no cluster', (_, text, problem) => {
  expect(problemsIn(text)).toEqual([problem]);
});

test('every problem of a file is told at once, with line and column', () => {
  const text = [
    'clusters:',
    '  Kube Sphere: {preset: kubesphere-2.1}',
    '  production:',
    '    preset: kubesphere-9',
    '    timezone: Mars/Olympus',
    '    elasticsearch:',
    '      url: ftp://somewhere',
    '      username: elastic',
    '    repository: {name: "my backups"}',
    '    indices: {pattern: logs-%Y}',
    '  staging: {}',
    'worker: {healthPort: 99999}',
    'cluster: {}',
  ].join('\n');
  expect([...problemsIn(text)].sort()).toEqual([
    'cluster (line 13, column 1): unknown key, did you mean "clusters"?',
    'clusters.Kube Sphere (line 2, column 3): a cluster name must be lower-case letters, digits and dashes, at most 63',
    'clusters.production.elasticsearch (line 6, column 5): must give username and password together',
    'clusters.production.elasticsearch.url (line 7, column 7): must be an http:// or https:// address without user and password, or a list of them',
    'clusters.production.indices.pattern (line 10, column 15): "logs-%Y" must contain %Y, %m and %d once each, and no other code',
    'clusters.production.preset (line 4, column 5): must be one of: kubesphere-2.1, kubesphere-3',
    'clusters.production.repository.name (line 9, column 18): must not contain spaces or any of , # * ? " < > | \\ /',
    'clusters.production.timezone (line 5, column 5): "Mars/Olympus" is not a time zone: use an IANA name such as Asia/Shanghai or UTC',
    'clusters.staging (line 11, column 3): elasticsearch.url is missing: the address of the cluster',
    'clusters.staging (line 11, column 3): indices.pattern is missing: how daily indices are named, for example logs-%Y.%m.%d',
    'clusters.staging (line 11, column 3): repository.name is missing: the snapshot repository',
    'worker.healthPort (line 12, column 10): must be at most 65535',
  ]);
});

test('one problem is one line; several are a list under the name of the file', () => {
  expect(refusalOf(clusterWith('timezone: Mars')).message).toMatch(
    /^logkeep\.yaml: clusters\.kubesphere\.timezone .*$/,
  );
  expect(refusalOf(clusterWith('timezone: Mars', 'repositry: x')).message).toMatch(
    /^logkeep\.yaml has 2 problems:\n {2}- .*\n {2}- .*$/,
  );
});

test('a cluster may be written once and used under two names', () => {
  const text = 'clusters:\n  a: &same {preset: kubesphere-3}\n  b: *same\n';
  expect(read(text).clusters.map(({ name }) => name)).toEqual(['a', 'b']);
});
