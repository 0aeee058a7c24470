import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync, rmSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { contentChecksum } from '../../../sandbox/seed/content-checksum';
import { seedKubesphereLogs } from '../../../sandbox/seed/seed-kubesphere-logs';
import { readBlueprint } from '../../../src/elasticsearch/index-blueprint';
import { listIndices } from '../../../src/elasticsearch/indices';
import { connect } from '../../../src/elasticsearch/client';
import { ContentSum } from '../../../src/planning/export/content-sum';
import { readRange } from '../../../src/transfer/read-range';
import { ReaderMemory } from '../../../src/transfer/reader-memory';
import { startLogkeep, runLogkeep } from '../../client/run-logkeep';
import { eventually } from '../../world/eventually';
import { deleteByName, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { openSlowPath } from '../../world/slow-path';
import type { SlowPath } from '../../world/slow-path';
import { exportFolder, exportFrom, importInto } from '../../world/transfers';

const index = 'ks-logstash-log-2019.11.12';
const lines = 30_000;

let six: LogCluster;
let nine: LogCluster;
let slow: SlowPath;
let parent: string;
let folder: string;
let remove: () => void;

beforeAll(async () => {
  [six, nine] = await Promise.all([startLogCluster('6.7.0'), startLogCluster('9.2.4')]);
  await seedKubesphereLogs({ ...six.server, from: '2019-11-12', days: 1, linesPerDay: lines });
  slow = await openSlowPath(six.server.url);
});
afterAll(async () => {
  await slow.close();
  await Promise.all([six.stop(), nine.stop()]);
});
beforeEach(() => {
  ({ folder, remove } = exportFolder());
  parent = dirname(folder);
  const at = (url: string) => ({ preset: 'kubesphere-2.1', elasticsearch: { url } });
  const clusters = { six: at(six.server.url), slow: at(slow.url), nine: at(nine.server.url) };
  writeFileSync(join(parent, 'logkeep.yaml'), stringify({ clusters }));
});
afterEach(() => remove());

const exportArgs = (cluster: string) => ['export', cluster, '--day', '2019-11-12', '--to', 'export', '--json'];
const day = (cluster: string) => join(folder, cluster, index);
const resultOf = (stdout: string) => {
  const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { result: { [key: string]: unknown } };
  return last.result;
};
/** The files of parts, without those that are being written. */
const partsIn = (of: string) => readdirSync(of).filter((name) => name.endsWith('.gz'));

test('a killed export goes on with what is missing, and the day moves from 6.7 to 9.2 unchanged', async () => {
  // The last part of the last shard cannot be read to its end, so that there is a middle to be killed in.
  const held = slow.holdNext('POST', /_search\?preference=_shards%3A4/);
  const killed = startLogkeep(parent, exportArgs('slow'));
  await held.arrived;
  await eventually(() => Promise.resolve(partsIn(day('slow')).length >= 4));
  killed.process.kill('SIGKILL');
  await killed.ended;
  held.letGo();
  const before = partsIn(day('slow'));
  expect(readdirSync(day('slow'))).toContain('unfinished.json');
  const refused = await runLogkeep(parent, ['import-export', 'export', 'nine']);
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('is not complete') as string });

  const ended = await runLogkeep(parent, exportArgs('slow'));
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const { exported } = resultOf(ended.stdout) as { exported: { documents: number; resumed: number; files: number }[] };
  expect(exported).toMatchObject([{ documents: lines, wasComplete: false }]);
  expect(exported[0]?.resumed).toBeGreaterThan(0);
  expect(readdirSync(day('slow')).sort()).toEqual(['manifest.json', ...partsIn(day('slow'))].sort());
  expect(partsIn(day('slow'))).toEqual(expect.arrayContaining(before));

  const imported = await runLogkeep(parent, ['import-export', 'export', 'nine', '--json']);
  expect(imported).toMatchObject({ code: 0, stderr: '' });
  expect(resultOf(imported.stdout)).toMatchObject({ imported: [{ index, created: lines, present: 0 }] });
  expect(await contentChecksum(nine.server, index)).toEqual(await contentChecksum(six.server, index));
  const { settings } = await readBlueprint(nine.elasticsearch, index);
  expect(settings).toMatchObject({ 'index.number_of_shards': '5', 'index.number_of_replicas': '1' });
  await deleteByName(nine.elasticsearch, index);
});

test('Ctrl-C leaves no half file, and says how to go on', async () => {
  const held = slow.holdNext('POST', /_search\?preference=_shards%3A4/);
  const stopped = startLogkeep(parent, exportArgs('slow'));
  await held.arrived;
  stopped.process.kill('SIGINT');
  const { code, stderr } = await stopped.ended;
  held.letGo();
  expect(code).toBe(130);
  expect(stderr).toContain('the same command goes on with what is missing');
  expect(readdirSync(day('slow')).filter((name) => name.endsWith('.partial'))).toEqual([]);
  await expect(runLogkeep(parent, exportArgs('slow'))).resolves.toMatchObject({ code: 0 });
});

test('a cluster that is busy for a while is asked again', async () => {
  const refusals = slow.refuseFrom('POST', /_search\?preference/, 4);
  const { code, stdout, stderr } = await runLogkeep(parent, exportArgs('slow'));
  expect(refusals.refused()).toBe(4);
  expect(stderr).toContain('Trying again, because:');
  expect({ code, documents: resultOf(stdout) }).toMatchObject({
    code: 0,
    documents: { exported: [{ documents: lines }] },
  });
});

test('a page that nobody waits for any more does not arrive in memory that is used again', async () => {
  const elasticsearch = connect({ urls: [slow.url] });
  const memory = new ReaderMemory();
  const reading = { elasticsearch, index, mostDocuments: 10_000, signal: new AbortController().signal };
  const pages = readRange(
    { ...reading, onRetry: () => undefined },
    { shard: 0, from: 0, to: 999 },
    new ContentSum(),
    memory,
  );
  const held = slow.holdNext('POST', /_search/, /"gte":16\b/);
  await pages.next();
  await held.arrived;
  await pages.return(undefined);
  const places = [memory.nextAnswer(), memory.nextAnswer()].map((place) => place.take(500_000).fill(0));
  held.letGo();
  // By then an answer that was still wanted would have come.
  for (let turn = 0; turn < 5; turn += 1) await readBlueprint(elasticsearch, index);
  for (const bytes of places) expect(bytes.every((byte) => byte === 0)).toBe(true);
  await elasticsearch.close();
});

test('an export that is complete is not written again, but a file that was changed is', async () => {
  await exportFrom(six, index, folder);
  await expect(exportFrom(six, index, folder)).resolves.toMatchObject({ wasComplete: true });
  const [damaged = ''] = partsIn(folder);
  truncateSync(join(folder, damaged), 1_000);
  await expect(importInto(nine, folder)).rejects.toThrow(/is damaged: .* has 1000 bytes instead of/);
  const text = readFileSync(join(folder, damaged));
  writeFileSync(join(folder, damaged), text);
  await expect(exportFrom(six, index, folder)).resolves.toMatchObject({ wasComplete: false });
  await expect(importInto(nine, folder)).resolves.toMatchObject({ created: lines });
  await deleteByName(nine.elasticsearch, index);
});

test('an import that was cut off goes on in the index that it has made', async () => {
  await exportFrom(six, index, folder);
  const path = await openSlowPath(nine.server.url);
  const elasticsearch = connect({ urls: [path.url] });
  const stop = new AbortController();
  const cut = importInto({ elasticsearch, name: 'nine' }, folder, {
    signal: stop.signal,
    onProgress: ({ stage, documents }) => stage === 'loading' && documents > 5_000 && stop.abort(new Error('cut off')),
    elasticsearch: elasticsearch.within(stop.signal),
  });
  await expect(cut).rejects.toThrow('cut off');
  await elasticsearch.close();
  await path.close();
  const result = await importInto(nine, folder);
  expect(result.created).toBeLessThan(lines);
  expect(result.created + result.present).toBe(lines);
  expect(await contentChecksum(nine.server, index)).toEqual(await contentChecksum(six.server, index));
  await deleteByName(nine.elasticsearch, index);
});

describe('an index that changes', () => {
  const changing = 'changing-2019.11.12';
  beforeEach(() => writeLogs(nine, changing, 200));
  afterEach(() => deleteByName(nine.elasticsearch, changing));

  test('by new lines while it is exported is exported as it was, and says so', async () => {
    let written: Promise<void> | undefined;
    const { manifest } = await exportFrom(nine, changing, folder, {
      onProgress: () => void (written ??= writeLogs(nine, changing, 50)),
    });
    await written;
    expect(manifest.documents).toBe(200);
    // The lines may have come after the look at the end; then nothing is said, and the next export does.
    if (manifest.remarks.length > 0)
      expect(manifest.remarks).toEqual([expect.stringContaining('was still written to')]);
    await expect(exportFrom(nine, changing, folder)).resolves.toMatchObject({ wasComplete: true });
  });

  test('by a lost line, or is another one of its name, is not mixed with what is there', async () => {
    await exportFrom(nine, changing, folder);
    const found = await nine.elasticsearch.send(
      { method: 'GET', path: `/${changing}/_search`, query: { size: 1 } },
      z.object({ hits: z.object({ hits: z.array(z.object({ _id: z.string() })) }) }),
    );
    const path = `/${changing}/_doc/${found.hits.hits[0]?._id ?? ''}`;
    await nine.elasticsearch.send({ method: 'DELETE', path }, z.unknown());
    await expect(exportFrom(nine, changing, folder)).rejects.toThrow(/documents were changed or deleted .* --again/);
    await deleteByName(nine.elasticsearch, changing);
    await writeLogs(nine, changing, 200);
    await expect(exportFrom(nine, changing, folder)).rejects.toThrow(/was deleted and created again/);
    await expect(exportFrom(nine, changing, folder, { again: true })).resolves.toMatchObject({ wasComplete: false });
  });
});

// All large ones together have more bytes than an answer may have, and their numbers are those of one page.
test('documents of very different sizes are read in pages that fit', async () => {
  const mixed = 'mixed-2019.11.12';
  await writeLogs(nine, mixed, 4_000, 50);
  for (let round = 0; round < 8; round += 1) await writeLogs(nine, mixed, 3, 300_000);
  await writeLogs(nine, mixed, 4_000, 50);
  const { manifest } = await exportFrom(nine, mixed, folder);
  expect(manifest.documents).toBe(8_024);
  await expect(importInto(nine, folder, { index: `${mixed}-copy` })).resolves.toMatchObject({ created: 8_024 });
  await deleteByName(nine.elasticsearch, mixed, `${mixed}-copy`);
});

describe('a folder that is not what it says', () => {
  test('is left alone by an export when it holds something else', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'holiday.jpg'), 'x');
    for (const again of [false, true])
      await expect(exportFrom(six, index, folder, { again })).rejects.toThrow(/holds holiday.jpg, which is no part/);
    expect(readdirSync(folder)).toEqual(['holiday.jpg']);
  });

  test.each<[string, (folder: string) => void, RegExp]>([
    ['a link in the place of a file', linkInstead, /is not a plain file/],
    ['a file that is gone', (of) => rmSync(join(of, partsIn(of)[0] ?? '')), /is missing/],
    ['a file of the same size', changeByte, /was changed: its SHA-256/],
    ['half a manifest', (of) => truncateSync(join(of, 'manifest.json'), 300), /is not JSON/],
    ['a manifest that leads elsewhere', leadElsewhere, /is not the name of its part/],
  ])('nothing is loaded from %s', async (_, spoil, expected) => {
    await exportFrom(six, index, folder);
    spoil(folder);
    await expect(importInto(nine, folder)).rejects.toThrow(expected);
    await expect(listIndices(nine.elasticsearch, index)).resolves.toEqual([]);
  });
});

function linkInstead(of: string): void {
  const file = join(of, partsIn(of)[0] ?? '');
  rmSync(file);
  symlinkSync('/etc/hostname', file);
}

function changeByte(of: string): void {
  const file = join(of, partsIn(of)[0] ?? '');
  const bytes = readFileSync(file);
  bytes[500] = (bytes[500] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

function leadElsewhere(of: string): void {
  const file = join(of, 'manifest.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/part-0-000000000000000\.ndjson\.gz/, '../../../../etc/passwd'));
}
