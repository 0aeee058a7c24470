import { z } from 'zod';
import { deleteIndices, listIndices } from '../../../src/elasticsearch/indices';
import type { BackupResult } from '../../../src/workflows/backup/types';
import type { RestoreResult } from '../../../src/workflows/restore/types';
import { failureOf } from '../../world/failure';
import { registerLogRepository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

const lost = 'ks-logstash-log-2019.11.12';
const other = 'ks-logstash-log-2019.11.11';

let cluster: LogCluster;
let temporal: TemporalWorld;

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  temporal = await startTemporalWorld([cluster]);
  for (const index of [lost, other]) await writeLogs(cluster, index, 20);
  await registerLogRepository(cluster);
  await temporal.run<BackupResult>('backup', { cluster: cluster.name });
  await deleteIndices(cluster.elasticsearch, [lost]);
  // An index whose primaries no node may hold: the cluster is red.
  const settings = { 'index.routing.allocation.require._name': 'nobody', number_of_replicas: 0 };
  const query = { wait_for_active_shards: 0 };
  await send('PUT', '/orders', { settings }, query);
});
afterAll(async () => {
  await temporal.stop();
  await cluster.stop();
});
afterEach(() => allocation(null));

const send = (method: 'PUT', path: string, body: object, query = {}) =>
  cluster.elasticsearch.send({ method, path, query, body }, z.unknown());
const allocation = (enable: string | null) =>
  send('PUT', '/_cluster/settings', { transient: { 'cluster.routing.allocation.enable': enable } });
const restore = (...force: string[]) => ({ cluster: cluster.name, days: ['2019-11-12'], force });

test('a restore that may not begin says everything at once, and has touched nothing', async () => {
  await allocation('none');
  const before = await listIndices(cluster.elasticsearch, '*');
  const { type, message } = await failureOf(temporal.run('restore', restore()));
  expect(type).toBe('Refused');
  expect(message).toContain('cluster.routing.allocation.enable is none');
  expect(message).toContain('primary shards of orders have no node');
  expect(message).toContain('["force": ["redCluster"] overrules it]');
  expect(await listIndices(cluster.elasticsearch, '*')).toEqual(before);
});

test('only what is named is overruled', async () => {
  await allocation('none');
  const { message } = await failureOf(temporal.run('restore', restore('redCluster')));
  expect(message).toContain('cluster.routing.allocation.enable is none');
  expect(message).not.toContain('have no node');
});

test('what was overruled is told in the result', async () => {
  const { warnings, restored } = await temporal.run<RestoreResult>('restore', restore('redCluster'));
  expect(warnings).toEqual([expect.stringMatching(/^overruled \(redCluster\): the cluster is red, as primary shards/)]);
  expect(restored.flatMap(({ indices }) => indices)).toEqual([lost]);
});

test.each([
  ['diskfit', 'names an unknown check "diskfit", did you mean "diskFit"?'],
  ['readOnly', 'cannot overrule "readOnly": Elasticsearch itself refuses then'],
])('to overrule %s is an error of the input', async (name, why) => {
  const { type, message } = await failureOf(temporal.run('restore', restore(name)));
  expect(type).toBe('InvalidInput');
  expect(message).toContain(why);
});
