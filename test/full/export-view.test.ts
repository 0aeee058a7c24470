import { readdirSync } from 'node:fs';
import { seedKubesphereLogs } from '../../sandbox/seed/seed-kubesphere-logs';
import { connect } from '../../src/elasticsearch/client';
import type { ExportProgress } from '../../src/transfer/export-wish';
import { deleteByName, startLogCluster, writeLogs } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import { openSlowPath } from '../world/slow-path';
import type { SlowPath } from '../world/slow-path';
import { exportFolder, exportFrom, importInto } from '../world/transfers';

const index = 'ks-logstash-log-2019.11.12';
const lines = 60_000;

/** Where an export reads the documents as they lie on disk: in a view that its server keeps in memory. */
describe('an export from 7.17', () => {
  let cluster: LogCluster;
  let slow: SlowPath;
  let far: LogCluster;
  let files: ReturnType<typeof exportFolder>;

  beforeAll(async () => {
    cluster = await startLogCluster('7.17.29');
    await seedKubesphereLogs({ ...cluster.server, from: '2019-11-12', days: 1, linesPerDay: lines });
    slow = await openSlowPath(cluster.server.url);
    far = { ...cluster, elasticsearch: connect({ urls: [slow.url] }) };
  });
  beforeEach(() => (files = exportFolder()));
  afterEach(() => files.remove());
  afterAll(async () => {
    await far.elasticsearch.close();
    await slow.close();
    await cluster.stop();
  });

  /** The sum of a content does not depend on how it was cut and ordered. */
  const contentOf = async () => {
    const other = exportFolder();
    const { manifest } = await exportFrom(cluster, index, other.folder);
    other.remove();
    return manifest.content;
  };
  const follow = () => {
    const [said, seen]: [string[], ExportProgress[]] = [[], []];
    return {
      said,
      seen,
      more: {
        onRetry: (reason: string) => void said.push(reason),
        onProgress: (now: ExportProgress) => void seen.push(now),
      },
    };
  };

  test('reads a part anew when the cluster does not answer in the middle of it', async () => {
    const content = await contentOf();
    const { said, seen, more } = follow();
    const isPage = /"search_after"/;
    const hold = slow.holdNext('POST', /\/_search/, isPage);
    const running = exportFrom(far, index, files.folder, { ...more, readers: 1 });
    await hold.arrived;
    const refusals = slow.refuseFrom('POST', /\/_search/, 1);
    hold.letGo();
    const { manifest } = await running;
    expect(refusals.refused()).toBe(1);
    expect(said).toEqual([expect.stringContaining('503')]);
    expect(manifest).toMatchObject({ documents: lines, content });
    // What was read in vain is not counted.
    expect(seen.at(-1)).toMatchObject({ documents: lines, bytes: manifest.bytes });
  });

  test('reads a part anew when its view is gone with a restart of the server', async () => {
    const content = await contentOf();
    const { said, more } = follow();
    const hold = slow.holdNext('POST', /\/_search/, /"search_after"/);
    const running = exportFrom(far, index, files.folder, more);
    await hold.arrived;
    cluster.server = await cluster.server.restart();
    hold.letGo();
    const { manifest } = await running;
    expect(said.length).toBeGreaterThan(0);
    expect(manifest).toMatchObject({ documents: lines, content });
    expect(readdirSync(files.folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('takes documents one by one where an answer has no room for two, and does not fill the memory of the server', async () => {
    const large = 'ks-logstash-log-2019.11.13';
    for (let line = 0; line < 40; line += 1) await writeLogs(cluster, large, 1, 3 * 1024 * 1024);
    const { manifest } = await exportFrom(cluster, large, files.folder);
    expect(manifest).toMatchObject({ documents: 40 });
    await expect(importInto(cluster, files.folder, { index: 'copy' })).resolves.toMatchObject({ created: 40 });
    await deleteByName(cluster.elasticsearch, large, 'copy');
  });
});
