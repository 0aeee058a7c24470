import { clusterWith, folderRepository, problemsIn, read, refusalOf } from './written';

const repository = (...lines: string[]) => read(clusterWith(...lines)).clusters[0]?.repositorySettings;

const defaults = folderRepository('ks-log-snapshots');

test('a repository is a folder of the backup volume unless the file says otherwise', () => {
  expect(repository()).toEqual(defaults);
});

test.each([
  ['name: nfs', { name: 'nfs' }],
  ['location: team/a', { location: 'team/a' }],
  ['mountPath: /mnt/backup', { mountPath: '/mnt/backup' }],
  ['readonly: true', { readonly: true }],
  ['settings: {compress: true, chunk_size: 1g, x: 3}', { settings: { compress: 'true', chunk_size: '1g', x: '3' } }],
  ['{type: s3, settings: {bucket: logs}}', { type: 's3', settings: { bucket: 'logs' } }],
  ['{type: hdfs, settings: {uri: "hdfs://n:8020"}}', { type: 'hdfs', settings: { uri: 'hdfs://n:8020' } }],
  ['{type: oss, settings: {a.b: c}}', { type: 'oss', settings: { 'a.b': 'c' } }],
])('what the file says is taken: %s', (line, different) => {
  expect(repository('repository:', `  ${line}`)).toEqual({ ...defaults, ...different });
});

test.each([
  [
    'type: S3',
    'type (line 5, column 7): must be a type of repository: fs, s3, gcs, azure, url, hdfs or one of a plugin',
  ],
  ['location: ""', 'location (line 5, column 7): must not be empty'],
  [
    'mountPath: backup',
    'mountPath (line 5, column 7): must be an absolute path without a colon, such as /usr/share/elasticsearch/backup',
  ],
  [
    'mountPath: "/"',
    'mountPath (line 5, column 7): must be an absolute path without a colon, such as /usr/share/elasticsearch/backup',
  ],
  ['readonly: maybe', 'readonly (line 5, column 7): must be true or false'],
  ['settings: {a: [b]}', 'settings.a (line 5, column 18): must be a text, a number, true or false'],
  [
    'minFree: 5G',
    'minFree (line 5, column 7): "5G" is not an amount of free space: write a share or a size, such as 5% or 5GiB',
  ],
  ['minFree: 5', 'minFree (line 5, column 7): must be a text'],
  ['freeSpacePath: ""', 'freeSpacePath (line 5, column 7): must not be empty'],
  ['locaton: x', 'locaton (line 5, column 7): unknown key, did you mean "location"?'],
])('a slip is told with its place: %s', (line, problem) => {
  expect(problemsIn(clusterWith('repository:', `  ${line}`))).toEqual([`clusters.kubesphere.repository.${problem}`]);
});

test.each([
  ['a folder outside of the volume', 'location: ../elsewhere', /must not contain "\." or "\.\."/],
  ['another volume', 'location: /mnt/other', /lies outside of \/usr\/share\/elasticsearch\/backup/],
  ['a bucket without its name', 'type: s3', /repository\.settings\.bucket is missing/],
])('what could not be registered is refused at once: %s', (_, line, sentence) => {
  expect(problemsIn(clusterWith('repository:', `  ${line}`))).toEqual([expect.stringMatching(sentence)]);
});

test.each([
  'access_key: hunter2',
  'secret_key: hunter2',
  'client.secret_key: hunter2',
  'session_token: hunter2',
  'sas_token: hunter2',
  'password: hunter2',
  'conf.fs.s3a.secret.key: hunter2',
  'key: hunter2',
  'url: "https://elastic:hunter2@backup/snapshots"',
])('a secret among the settings belongs elsewhere and is not repeated: %s', (line) => {
  const { message } = refusalOf(clusterWith('repository:', '  type: s3', `  settings: {bucket: logs, ${line}}`));
  expect(message).toMatch(/is a secret: put it into the keystore of every Elasticsearch node, not into this file$/);
  expect(message).not.toContain('hunter2');
});

test.each(['client: backup', 'server_side_encryption: true', 'storage_class: standard_ia', 'canned_acl: private'])(
  'what only speaks of security is no secret: %s',
  (line) => {
    expect(repository('repository:', '  type: s3', `  settings: {bucket: logs, ${line}}`)?.settings).toHaveProperty([
      line.split(':')[0] ?? '',
    ]);
  },
);
