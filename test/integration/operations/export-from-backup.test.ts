import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { contentChecksum } from '../../../sandbox/seed/content-checksum';
import { listIndices } from '../../../src/elasticsearch/indices';
import { readManifest } from '../../../src/transfer/export-folder';
import { runLogkeep } from '../../client/run-logkeep';
import { deleteByName, registerLogRepository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { sharedWorld } from '../../world/running-world';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

const index = 'ks-logstash-log-2019.11.12';

let cluster: LogCluster;
let temporal: TemporalWorld;
let folder: string;

beforeAll(async () => {
  cluster = await startLogCluster('6.7.0');
  temporal = await startTemporalWorld([cluster]);
  await registerLogRepository(cluster);
  await writeLogs(cluster, index, 500);
  await temporal.run('backup', { cluster: cluster.name });
  folder = mkdtempSync(join(tmpdir(), 'logkeep-from-backup-'));
  const clusters = { [cluster.name]: { preset: 'kubesphere-2.1', elasticsearch: { url: cluster.server.url } } };
  const worker = { taskQueue: temporal.taskQueue };
  writeFileSync(join(folder, 'logkeep.yaml'), stringify({ clusters, worker }));
});
afterAll(async () => {
  await temporal.stop();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => runLogkeep(folder, args, { TEMPORAL_ADDRESS: sharedWorld().temporal });
const exportTo = (to: string, ...more: string[]) =>
  run('export', cluster.name, '--day', '2019-11-12', '--to', to, ...more);
const names = async () => (await listIndices(cluster.elasticsearch, '*')).map(({ name }) => name);

test('a day that is live and one that is only in the backup export alike, and nothing temporary stays', async () => {
  const before = await names();
  await expect(exportTo('live')).resolves.toMatchObject({ code: 0, stderr: '' });
  await expect(exportTo('backup', '--from-backup')).resolves.toMatchObject({ code: 0 });
  expect(await names()).toEqual(before);

  const original = await contentChecksum(cluster.server, index);
  await deleteByName(cluster.elasticsearch, index);
  await expect(exportTo('lost')).resolves.toMatchObject({ code: 0 });
  expect(await names()).toEqual(before.filter((name) => name !== index));

  const [live, backup, lost] = await Promise.all(
    ['live', 'backup', 'lost'].map((each) => readManifest(join(folder, each, cluster.name, index))),
  );
  expect(live?.source.snapshot).toBeUndefined();
  for (const manifest of [backup, lost]) {
    expect(manifest).toMatchObject({ content: live?.content, documents: 500, type: 'flb_type' });
    expect(manifest?.source).toMatchObject({ index, snapshot: expect.stringMatching(/^snapshot-/) as string });
  }
  await expect(run('import-export', 'lost', cluster.name)).resolves.toMatchObject({ code: 0, stderr: '' });
  expect(await contentChecksum(cluster.server, index)).toEqual(original);
});

test('a day that no snapshot has is one sentence', async () => {
  const ended = await run('export', cluster.name, '--day', '2018-01-01', '--to', 'none');
  expect(ended).toMatchObject({ code: 3, stderr: expect.stringMatching(/no snapshot/) as string });
});
