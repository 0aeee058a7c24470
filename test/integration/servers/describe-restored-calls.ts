import { z } from 'zod';
import { listMarked, putMarks } from '../../../src/elasticsearch/expiry-mark';
import { readContents } from '../../../src/elasticsearch/index-contents';
import { readWrites } from '../../../src/elasticsearch/index-writes';
import { listIndexTraits } from '../../../src/elasticsearch/index-traits';
import { deleteIndices, listIndices } from '../../../src/elasticsearch/indices';
import { getPrimaryRecoveries } from '../../../src/elasticsearch/recovery';
import { startRestore } from '../../../src/elasticsearch/restores';
import { createSnapshot, getSnapshot, listSnapshotNames } from '../../../src/elasticsearch/snapshots';
import { getPrimaryShards } from '../../../src/elasticsearch/shards';
import { Expiry } from '../../../src/planning/expiry';
import { contentAtRestore } from '../../../src/planning/restored-content';
import { readMark } from '../../../src/planning/restored-mark';
import type { RestoredMark } from '../../../src/planning/restored-mark';
import type { BackupResult } from '../../../src/workflows/backup/types';
import type { RestoreResult } from '../../../src/workflows/restore/types';
import type { RestoredResult } from '../../../src/workflows/restored/types';
import { eventually } from '../../world/eventually';
import { deleteByName, repository, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

const [first, second] = ['ks-logstash-log-2019.12.01', 'ks-logstash-log-2019.12.02'] as const;
const days = ['2019-12-01', '2019-12-02'];

/** What the marks of restored indices are made of, and how they go again, on one real server. */
export function describeRestoredCalls(running: () => LogCluster): void {
  const traitsOf = async (name: string) => {
    const [traits] = await listIndexTraits(running().elasticsearch, name);
    if (traits === undefined) throw new Error(`${name} is not there`);
    return traits;
  };
  const contentOf = async (name: string) => {
    const content = (await readContents(running().elasticsearch, [name])).get(name);
    if (content === undefined) throw new Error(`${name} cannot be looked at`);
    return content;
  };
  const remark = async (name: string, change: Partial<RestoredMark>) => {
    const index = await traitsOf(name);
    const mark = readMark(index) ?? { expires: Expiry.never };
    await putMarks(running().elasticsearch, [{ index, mark: { ...mark, ...change } }]);
  };
  const past = Expiry.parse('2020-01-01T00:00:00Z');

  beforeAll(async () => {
    // What other tests have restored is none of these tests' business.
    for (const { name, aliases } of await listMarked(running().elasticsearch)) {
      const actions = aliases.map((alias) => ({ remove: { index: name, alias: alias.name } }));
      await running().elasticsearch.send({ method: 'POST', path: '/_aliases', body: { actions } }, z.unknown());
    }
    await writeLogs(running(), first, 31);
    await writeLogs(running(), second, 32);
  });
  afterAll(() => deleteIndices(running().elasticsearch, [first, second]));

  test('marks are put while the data is still on its way, one in the place of another, and found with their note', async () => {
    const { elasticsearch } = running();
    const name = 'marking';
    await createSnapshot(elasticsearch, { repository, name, indices: [first], takenBy: 'w' });
    await eventually(async () => (await getSnapshot(elasticsearch, repository, name))?.state === 'SUCCESS');
    const before = await contentOf(first);
    await deleteByName(elasticsearch, first);
    await startRestore(elasticsearch, { repository, snapshot: name, indices: [first] });
    const from = { cluster: 'kubesphere', snapshot: name, index: first, run: 'a run, with a comma & more' };
    await remark(first, { expires: past, from });
    await eventually(async () =>
      (await getPrimaryShards(elasticsearch, [first])).every(({ state }) => state === 'STARTED'),
    );

    const content = await contentOf(first);
    // Sequence numbers come back with a snapshot.
    expect(content).toEqual({ ...before, uuid: content.uuid, bytes: content.bytes });
    expect(content.uuid).not.toBe(before.uuid);
    const writes = (await readWrites(elasticsearch, [first])).get(first) ?? NaN;
    const recoveries = await getPrimaryRecoveries(elasticsearch, [first]);
    expect(writes).toBe(0);
    const held = contentAtRestore({ content, writes, recoveries }, name, false);
    expect(held).toMatchObject({ documents: 31, operations: before.operations });

    const expires = Expiry.parse('2099-01-01T00:00:00Z');
    await remark(first, { expires, ...(held && { content: held }) });
    const marks = (await traitsOf(first)).aliases.filter((alias) => alias.name.startsWith('logkeep-'));
    expect(marks).toEqual([{ name: expires.alias, isWriteIndex: false, indexRouting: expect.any(String) as string }]);
    const [found] = await listMarked(elasticsearch);
    expect(found && readMark(found)).toEqual({ expires, from, content: held });
  });

  test('one line is counted as one write, and as one operation more', async () => {
    const { elasticsearch } = running();
    const before = await contentOf(first);
    await writeLogs(running(), first, 1);
    const after = await contentOf(first);
    expect([after.documents - before.documents, after.operations - before.operations]).toEqual([1, 1]);
    expect((await readWrites(elasticsearch, [first, 'absent'])).get(first)).toBe(1);
  });

  test('the index with a mark is searched as before, and closed it still has it', async () => {
    const { elasticsearch } = running();
    await elasticsearch.send({ method: 'POST', path: `/${first}/_close` }, z.unknown());
    const [closed] = await listMarked(elasticsearch);
    expect(closed).toMatchObject({ name: first, open: false });
    // Also without opening it: who wants it longer must not have to.
    await remark(first, { expires: Expiry.never });
    expect((await listMarked(elasticsearch)).map((index) => readMark(index)?.expires.toString())).toEqual(['never']);
    await deleteByName(elasticsearch, first);
    expect(await listMarked(elasticsearch)).toEqual([]);
    await writeLogs(running(), first, 31);
  });

  describe('of a restore', () => {
    let temporal: TemporalWorld;
    beforeAll(async () => void (temporal = await startTemporalWorld([running()])));
    afterAll(() => temporal.stop());

    const bringBack = async (more: object) => {
      await temporal.run<BackupResult>('backup', { cluster: running().name });
      await deleteByName(running().elasticsearch, first, second);
      return temporal.run<RestoreResult>('restore', { cluster: running().name, days, ...more });
    };
    const restored = (more: object = {}) =>
      temporal.run<RestoredResult>('restored', { cluster: running().name, ...more });

    test('days go by themselves when their time is over', async () => {
      const result = await bringBack({ expireAfter: '1s' });
      expect(result.expires).toMatch(/^\d{4}-.*Z$/);
      await eventually(
        async () => (await listIndices(running().elasticsearch, 'ks-logstash-log-2019.12.*')).length === 0,
      );
      await writeLogs(running(), first, 31);
      await writeLogs(running(), second, 32);
    });

    test('days are listed, extended, kept, and dropped, but not when they were written to', async () => {
      await bringBack({});
      const { restored: rows } = await restored();
      expect(rows).toEqual([
        expect.objectContaining({ name: first, day: days[0], documents: 31, written: 'no', verdict: 'stays' }),
        expect.objectContaining({ name: second, day: days[1], documents: 32, written: 'no', verdict: 'stays' }),
      ]);
      const until = (row = rows[0]) => Date.parse(row?.expires ?? '') - Date.now();
      expect(until()).toBeGreaterThan(6.9 * 86_400_000);

      const extended = await restored({ action: 'extend', days: [days[0]], for: '30d' });
      expect(until(extended.restored[0])).toBeGreaterThan(29.9 * 86_400_000);
      await restored({ action: 'extend', indices: [first, second], for: '1s' });
      expect((await restored()).restored.map((row) => until(row) > 6 * 86_400_000)).toEqual([true, true]);

      await writeLogs(running(), second, 1);
      expect((await restored()).restored.map((row) => row.written)).toEqual(['no', 'yes']);
      await expect(restored({ action: 'drop', days })).rejects.toMatchObject({
        cause: {
          type: 'Refused',
          message: expect.stringMatching(/^Nothing was deleted: .*1 document more.*confirm/) as string,
        },
      });
      await restored({ action: 'keep', indices: [second] });
      expect((await restored()).restored[1]?.expires).toBe('never');
      const { dropped } = await restored({ action: 'drop', days, confirm: [second] });
      expect(dropped).toEqual([first, second]);
      expect(await listIndices(running().elasticsearch, 'ks-logstash-log-2019.12.*')).toEqual([]);
      await writeLogs(running(), first, 31);
      await writeLogs(running(), second, 32);
    });

    test('days are not backed up again, and the next backup ends them, unless they were written to', async () => {
      const { elasticsearch } = running();
      await bringBack({});
      const quiet = await temporal.run<BackupResult>('backup', { cluster: running().name });
      expect(quiet.leftOut?.restored).toEqual({ indices: 2, first: [first, second] });
      await writeLogs(running(), second, 1);
      for (const name of [first, second]) await remark(name, { expires: past });

      const result = await temporal.run<BackupResult>('backup', { cluster: running().name });
      expect(result.expired).toMatchObject({ deleted: [{ names: [first] }], kept: [{ names: [second] }] });
      const snapshot = await getSnapshot(elasticsearch, repository, result.snapshot);
      expect([snapshot?.indices.includes(first), snapshot?.indices.includes(second)]).toEqual([false, true]);
      expect((await listIndices(elasticsearch, 'ks-logstash-log-2019.12.*')).map(({ name }) => name)).toEqual([second]);
      // Told once.
      const again = await temporal.run<BackupResult>('backup', { cluster: running().name });
      expect(again.expired).toBeUndefined();
      expect((await restored()).restored).toEqual([expect.objectContaining({ name: second, expires: 'never' })]);
      expect((await traitsOf(second)).blocks.write).toBe(false);
      expect((await listSnapshotNames(elasticsearch, repository)).has(result.snapshot)).toBe(true);
    });
  });
}
