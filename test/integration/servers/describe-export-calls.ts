import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { contentChecksum } from '../../../sandbox/seed/content-checksum';
import { request } from '../../../sandbox/servers/http';
import { AnswerTooLarge, IndexMissing } from '../../../src/elasticsearch/errors';
import { readPage } from '../../../src/elasticsearch/document-page';
import type { Capabilities } from '../../../src/elasticsearch/elasticsearch';
import { readBlueprint } from '../../../src/elasticsearch/index-blueprint';
import { deleteIndices } from '../../../src/elasticsearch/indices';
import { ReusedBytes } from '../../../src/elasticsearch/reused-bytes';
import { readExtents } from '../../../src/elasticsearch/shard-extents';
import { deleteByName, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { exportFolder, exportFrom, importInto } from '../../world/transfers';

const index = 'exported-2019.11.12';
const copy = 'imported-2019.11.12';

/** What no JSON parser of JavaScript gives back as it was. */
const awkward =
  '{"big":123456789012345678901234567890.10,"tiny":1.0e-7,"text":"\\u00e9 é \\/ \\" 😀 \\ud83d\\ude00","list":[{"a":"}]"},[]],"empty":{}}';
/** Sent as a document of its own, it may have line ends. */
const spread = '{\n  "log": "spread",\n  "n": 1.50\n}';

/** An export and its import on one real server. */
export function describeExportCalls(running: () => LogCluster, { isTypeless }: Pick<Capabilities, 'isTypeless'>): void {
  let files: ReturnType<typeof exportFolder>;
  beforeEach(() => (files = exportFolder()));
  afterEach(() => files.remove());

  const put = async (id: string, source: string, routing = '') => {
    const path = `/${index}/${isTypeless ? '_doc' : 'flb_type'}/${encodeURIComponent(id)}${routing}`;
    const { status, body } = await request(running().server, path, { method: 'PUT', body: source });
    if (status >= 300) throw new Error(body);
  };

  beforeAll(async () => {
    const { elasticsearch } = running();
    const mapping = { dynamic: false, properties: { line: { type: 'integer' } } };
    const body = {
      settings: { number_of_shards: 2, number_of_replicas: 0, 'index.mapping.total_fields.limit': 700 },
      mappings: isTypeless ? mapping : { flb_type: mapping },
      aliases: { 'today-write': {} },
    };
    await elasticsearch.send({ method: 'PUT', path: `/${index}`, body }, z.unknown());
    await writeLogs(running(), index, 3_000);
    await put('awkward "é"', awkward, '?routing=there');
    await put('spread', spread);
    await put('gone', '{}');
    await elasticsearch.send(
      { method: 'DELETE', path: `/${index}/${isTypeless ? '_doc' : 'flb_type'}/gone` },
      z.unknown(),
    );
  });
  afterAll(() => deleteIndices(running().elasticsearch, [index]));

  test('the shards of an index tell their extent, without what was deleted', async () => {
    const extents = await readExtents(running().elasticsearch, index, 2);
    expect(extents.map(({ shard }) => shard)).toEqual([0, 1]);
    expect(extents.reduce((sum, { documents }) => sum + documents, 0)).toBe(3_002);
    // The deleted document and its deletion have numbers too.
    expect(extents.reduce((sum, { last }) => sum + last + 1, 0)).toBe(3_004);
  });

  test('an index tells what it is', async () => {
    const blueprint = await readBlueprint(running().elasticsearch, index);
    expect(blueprint).toMatchObject({ types: isTypeless ? [] : ['flb_type'], isFromFive: false, keepsSource: true });
    expect(blueprint.settings['index.number_of_shards']).toBe('2');
    expect(Object.keys(blueprint.aliases)).toEqual(['today-write']);
    await expect(readBlueprint(running().elasticsearch, 'absent')).rejects.toBeInstanceOf(IndexMissing);
  });

  test('a page that is larger than it may be is given up, and the cluster still answers', async () => {
    const { elasticsearch } = running();
    const page = readPage(elasticsearch, index, { shard: 0, from: 0, to: 999 }, 10_000, new ReusedBytes(0));
    await expect(page).rejects.toBeInstanceOf(AnswerTooLarge);
    await expect(
      readPage(elasticsearch, index, { shard: 0, from: 0, to: 9 }, 10_000, new ReusedBytes(0)),
    ).resolves.toBeDefined();
  });

  test('what the server refuses is the error that it is', async () => {
    const page = readPage(running().elasticsearch, 'absent', { shard: 0, from: 0, to: 9 }, 10_000, new ReusedBytes(0));
    await expect(page).rejects.toBeInstanceOf(IndexMissing);
  });

  test('every document arrives byte for byte', async () => {
    const { manifest } = await exportFrom(running(), index, files.folder);
    const text = manifest.parts
      .map(({ file }) => gunzipSync(readFileSync(join(files.folder, file))).toString())
      .join('');
    const lines = text.split('\n').slice(0, -1);
    expect(lines).toHaveLength(3_002);
    expect(lines).toContain(`{"_id":"awkward \\"é\\"","_routing":"there","_source":${awkward}}`);
    expect(lines).toContain(`{"_id":"spread","_source":${spread.replaceAll('\n', ' ')}}`);
  });

  test('the import is the same index, and a second one changes nothing', async () => {
    const { elasticsearch, server } = running();
    await exportFrom(running(), index, files.folder);
    const first = await importInto(running(), files.folder, { index: copy });
    expect(first).toMatchObject({ created: 3_002, present: 0, remarks: [] });
    expect(await contentChecksum(server, copy)).toEqual(await contentChecksum(server, index));
    const { settings, mappings, aliases } = await readBlueprint(elasticsearch, copy);
    expect(mappings).toEqual((await readBlueprint(elasticsearch, index)).mappings);
    expect(settings).toMatchObject({
      ...{ 'index.number_of_shards': '2', 'index.number_of_replicas': '0' },
      'index.mapping.total_fields.limit': '700',
    });
    // Not the aliases of the original: a write alias would send today's logs into an old day.
    expect(Object.keys(aliases)).toEqual(['logkeep-expires-never']);

    const before = await readExtents(elasticsearch, copy, 2);
    await expect(importInto(running(), files.folder, { index: copy })).resolves.toMatchObject({
      created: 0,
      present: 3_002,
    });
    await expect(readExtents(elasticsearch, copy, 2)).resolves.toEqual(before);
    await deleteByName(elasticsearch, copy);
  });

  test('an index with other documents is refused, unless they may be added', async () => {
    const { elasticsearch } = running();
    await exportFrom(running(), index, files.folder);
    await writeLogs(running(), copy, 5);
    await expect(importInto(running(), files.folder, { index: copy })).rejects.toMatchObject({
      name: 'TransferError',
      refused: true,
      message: expect.stringContaining('--into-existing') as string,
    });
    const added = importInto(running(), files.folder, { index: copy, intoExisting: true });
    await expect(added).resolves.toMatchObject({ created: 3_002, present: 0 });
    const again = importInto(running(), files.folder, { index: copy, intoExisting: true });
    await expect(again).resolves.toMatchObject({ created: 0, present: 3_002 });
    await deleteByName(elasticsearch, copy);
  });
}
