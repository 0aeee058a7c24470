import { withoutSecrets } from '../../src/planning/recordable-repository';

test.each([
  ['fs', { location: '/backup/kubesphere', compress: 'true', max_snapshot_bytes_per_sec: '40mb' }],
  ['s3', { bucket: 'logs', base_path: 'kubesphere', client: 'default' }],
  ['url', { url: 'http://files.example/backup/' }],
])('a repository of type %s may stand in a history: %j', (type, settings) => {
  expect(withoutSecrets({ type, settings })).toEqual({ type, settings });
});

test.each([
  ['s3', { bucket: 'logs', access_key: 'AKIA' }],
  ['s3', { bucket: 'logs', secret_key: 'x' }],
  ['azure', { container: 'logs', sas_token: 'x' }],
  ['hdfs', { uri: 'hdfs://n/', 'conf.dfs.password': 'x' }],
  ['url', { url: 'https://somebody:word@files.example/backup/' }],
  ['url', { url: 'https://files.example/backup?sig=x' }],
])('one of type %s that may hold a secret may not: %j', (type, settings) => {
  expect(withoutSecrets({ type, settings })).toBeNull();
});

test('nothing but type and settings is kept', () => {
  const registered = { type: 'fs', settings: {}, uuid: 'u' };
  expect(withoutSecrets(registered)).toEqual({ type: 'fs', settings: {} });
});
