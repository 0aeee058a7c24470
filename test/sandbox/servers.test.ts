import fs from 'node:fs';
import { worldFolder } from '../../sandbox/places';
import { readRecords } from '../../sandbox/processes/record';
import { contentChecksum } from '../../sandbox/seed/content-checksum';
import { seedKubesphereLogs } from '../../sandbox/seed/seed-kubesphere-logs';
import { requestJson } from '../../sandbox/servers/http';
import { removeWorld } from '../../sandbox/servers/server-handle';
import { startElasticsearchCluster } from '../../sandbox/servers/start-cluster';
import { startElasticsearch } from '../../sandbox/servers/start-elasticsearch';
import { startTemporal } from '../../sandbox/servers/start-temporal';

const world = `test-${process.pid}-servers`;
afterAll(() => removeWorld(world));

test('Elasticsearch 6.7.0 starts, takes logs, keeps them over a kill, and leaves nothing when stopped', async () => {
  const server = await startElasticsearch({ version: '6.7.0', world });
  const seeded = await seedKubesphereLogs({ ...server, days: 2, linesPerDay: 300 });
  expect(seeded.indices).toEqual(['ks-logstash-log-2019.11.03', 'ks-logstash-log-2019.11.04']);
  const before = await contentChecksum(server, 'ks-logstash-log-*');
  expect(before.documents).toBe(600);

  const settings = { type: 'fs', settings: { location: server.repositoryPath } };
  await requestJson(server, '/_snapshot/kept', { method: 'PUT', body: JSON.stringify(settings) });

  await server.kill();
  const again = await server.restart();
  expect(again.url).toBe(server.url);
  await requestJson(again, '/_cluster/health?wait_for_status=yellow&timeout=60s');
  expect(await contentChecksum(again, 'ks-logstash-log-*')).toEqual(before);

  // A change of one field is seen.
  const [index = ''] = seeded.indices;
  const update = JSON.stringify({ script: { source: "ctx._source.log = 'x'" }, query: { match_all: {} } });
  await requestJson(again, `/${index}/flb_type`, { method: 'POST', body: update });
  expect(await contentChecksum(again, 'ks-logstash-log-*')).not.toEqual(before);

  await again.stop();
  expect(fs.existsSync(again.directory)).toBe(false);
  expect(readRecords(world).map((record) => record.name)).not.toContain(again.name);
});

test('nodes find each other, share a snapshot folder, and one that was killed joins again', async () => {
  const [first, second] = await startElasticsearchCluster({ version: '6.7.0', world, nodes: 2, heapMb: 256 });
  if (!first || !second) throw new Error('two nodes were asked for');
  const settings = { type: 'fs', settings: { location: first.repositoryPath } };
  await requestJson(first, '/_snapshot/shared', { method: 'PUT', body: JSON.stringify(settings) });
  await second.kill();
  const again = await second.restart();
  const health = await requestJson<{ timed_out: boolean }>(again, '/_cluster/health?wait_for_nodes=2&timeout=100s');
  expect(health.timed_out).toBe(false);
  await Promise.all([first.stop(), again.stop()]);
});

test('Temporal starts with its web UI and search attributes, and starts again on the same address', async () => {
  const server = await startTemporal({ world, searchAttributes: { LogkeepCluster: 'Keyword' } });
  expect((await fetch(server.uiUrl)).ok).toBe(true);
  await server.kill();
  await expect(fetch(server.uiUrl)).rejects.toThrow();
  const again = await server.restart();
  expect(again.address).toBe(server.address);
  await again.stop();
  expect(fs.existsSync(`${worldFolder(world)}/temporal`)).toBe(false);
});
