import { z } from 'zod';
import type { Capabilities } from '../../../src/elasticsearch/elasticsearch';
import { Rejected } from '../../../src/elasticsearch/errors';
import { readContents } from '../../../src/elasticsearch/index-contents';
import { listIndexTraits } from '../../../src/elasticsearch/index-traits';
import { deleteIndices, listIndices } from '../../../src/elasticsearch/indices';
import {
  createLedger,
  forgetLedgerEntries,
  putLedgerEntry,
  readLedgerCounts,
} from '../../../src/elasticsearch/ledger-index';
import { allowWrites, blockWrites } from '../../../src/elasticsearch/seals';
import {
  cleanUpRepository,
  createSnapshot,
  deleteSnapshots,
  getSnapshot,
  listSnapshotNames,
} from '../../../src/elasticsearch/snapshots';
import { getSnapshotSize } from '../../../src/elasticsearch/snapshot-progress';
import type { LedgerEntry } from '../../../src/planning/ledger';
import { isSealed } from '../../../src/planning/live-index';
import { eventually } from '../../world/eventually';
import { repository, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';

const names = ['sealing-2019.11.01', 'sealing-2019.11.02'];

/** What a backup does besides its snapshot, on one real server. */
export function describeBackupCalls(running: () => LogCluster, expected: Capabilities): void {
  const traitsOf = async (name: string) =>
    (await listIndexTraits(running().elasticsearch, 'sealing-*')).find((index) => index.name === name);
  const contentOf = async (name: string) => (await readContents(running().elasticsearch, [name])).get(name);

  describe('old indices', () => {
    beforeAll(async () => {
      for (const [position, name] of names.entries()) await writeLogs(running(), name, 10 + position);
    });
    afterAll(() => deleteIndices(running().elasticsearch, names));

    test('tell what they are and what they hold', async () => {
      const { elasticsearch } = running();
      const actions = [
        { add: { index: names[0], alias: 'current', is_write_index: true } },
        { add: { index: names[1], alias: 'all' } },
      ];
      await elasticsearch.send({ method: 'POST', path: '/_aliases', body: { actions } }, z.unknown());
      const [one, two] = await listIndexTraits(elasticsearch, 'sealing-*');
      expect(one).toMatchObject({
        name: names[0],
        open: true,
        aliases: [{ name: 'current', isWriteIndex: true }],
        blocks: { write: false, readOnly: false, onlyDelete: false },
      });
      expect(two?.aliases).toEqual([{ name: 'all' }]);
      expect(Date.now() - (one?.createdAt ?? 0)).toBeLessThan(3_600_000);
      const contents = await readContents(elasticsearch, [...names, 'sealing-missing']);
      expect([...contents.keys()].sort()).toEqual(names);
      expect(contents.get('sealing-2019.11.02')).toMatchObject({ uuid: two?.uuid, documents: 11, operations: 11 });
    });

    test('closed ones are seen, and hold nothing that could be looked at', async () => {
      const { elasticsearch } = running();
      await writeLogs(running(), 'sealing-closed', 1);
      await elasticsearch.send({ method: 'POST', path: '/sealing-closed/_close' }, z.unknown());
      expect(await traitsOf('sealing-closed')).toMatchObject({ open: false });
      expect((await readContents(elasticsearch, ['sealing-closed', ...names])).has('sealing-closed')).toBe(false);
      await deleteIndices(elasticsearch, ['sealing-closed']);
    });

    test('that lack a shard hold nothing that could be looked at, and nobody waits for it', async () => {
      const { elasticsearch } = running();
      const settings = { 'index.routing.allocation.require._name': 'nobody', 'index.number_of_replicas': 0 };
      const query = { wait_for_active_shards: 0 };
      await elasticsearch.send({ method: 'PUT', path: '/sealing-lost', query, body: { settings } }, z.unknown());
      expect([...(await readContents(elasticsearch, ['sealing-lost', ...names])).keys()].sort()).toEqual(names);
      await deleteIndices(elasticsearch, ['sealing-lost']);
    });

    test('are blocked for writing with a mark, twice as well as once, and written again', async () => {
      const { elasticsearch } = running();
      await blockWrites(elasticsearch, names);
      await blockWrites(elasticsearch, names);
      const [sealed] = await listIndexTraits(elasticsearch, 'sealing-*');
      expect(sealed && [isSealed(sealed), sealed.blocks.write]).toEqual([true, true]);
      const before = await contentOf('sealing-2019.11.01');
      await writeLogs(running(), 'sealing-2019.11.01', 1).catch(() => undefined);
      expect(await contentOf('sealing-2019.11.01')).toEqual(before);
      await allowWrites(elasticsearch, names);
      const [again] = await listIndexTraits(elasticsearch, 'sealing-*');
      expect(again && [isSealed(again), again.blocks.write]).toEqual([false, false]);
      await writeLogs(running(), 'sealing-2019.11.01', 1);
    });

    test('tell of a document that came, went, or was replaced, also where their number stays', async () => {
      const { elasticsearch } = running();
      const put = (log: string) =>
        elasticsearch.send(
          {
            method: 'PUT',
            path: `/sealing-2019.11.01/${expected.isTypeless ? '_doc' : 'flb_type'}/one`,
            body: { log },
          },
          z.unknown(),
        );
      await put('first');
      const before = await contentOf('sealing-2019.11.01');
      await put('second');
      const after = await contentOf('sealing-2019.11.01');
      expect(after?.documents).toBe(before?.documents);
      expect((after?.operations ?? 0) - (before?.operations ?? 0)).toBe(1);
    });

    test('are deleted many at once, by exact names only, and none twice', async () => {
      const { elasticsearch } = running();
      await writeLogs(running(), 'deleting-1', 1);
      await writeLogs(running(), 'deleting-2', 1);
      await expect(deleteIndices(elasticsearch, ['deleting-1', 'deleting-*'])).rejects.toThrow(/exact name/);
      expect(await listIndices(elasticsearch, 'deleting-*')).toHaveLength(2);
      await deleteIndices(elasticsearch, ['deleting-1', 'deleting-2', 'deleting-3']);
      await deleteIndices(elasticsearch, ['deleting-1']);
      expect(await listIndices(elasticsearch, 'deleting-*')).toEqual([]);
    });
  });

  test('a ledger is made once, kept, read and forgotten by snapshot', async () => {
    const { elasticsearch } = running();
    const ledger = 'logkeep-ledger-test';
    await createLedger(elasticsearch, ledger);
    await createLedger(elasticsearch, ledger);
    const line = { name: 'logs-2019.11.11', uuid: 'u', documents: 7, bytes: 1, shards: 1, operations: 7, sealed: true };
    const entry = (snapshot: string): LedgerEntry => ({
      ...{ snapshot, repository, clusterUuid: 'c', takenBy: 'w/r', writtenAt: '2019-11-12T00:00:00Z' },
      indices: [line, { ...line, name: 'logs-2019.11.12', documents: 8 }],
    });
    for (const snapshot of ['one', 'two', 'one']) await putLedgerEntry(elasticsearch, ledger, entry(snapshot));
    const counts = await readLedgerCounts(elasticsearch, ledger, ['one', 'two', 'three']);
    expect(Object.fromEntries(counts)).toEqual({
      one: { 'logs-2019.11.11': 7, 'logs-2019.11.12': 8 },
      two: { 'logs-2019.11.11': 7, 'logs-2019.11.12': 8 },
    });
    await forgetLedgerEntries(elasticsearch, ledger, ['one', 'three']);
    expect([...(await readLedgerCounts(elasticsearch, ledger, ['one', 'two'])).keys()]).toEqual(['two']);
    await deleteIndices(elasticsearch, [ledger]);
    expect((await readLedgerCounts(elasticsearch, ledger, ['two'])).size).toBe(0);
    await expect(forgetLedgerEntries(elasticsearch, ledger, ['two'])).resolves.toBeUndefined();
  });

  test('many snapshots are deleted, those that are gone already too, and the repository is tidied', async () => {
    const { elasticsearch } = running();
    await writeLogs(running(), 'kept-2019.11.01', 5);
    const taken = ['doomed-1', 'doomed-2', 'doomed-3'];
    for (const name of taken) {
      await createSnapshot(elasticsearch, { repository, name, indices: ['kept-2019.11.01'], takenBy: 'a-workflow' });
      await eventually(async () => (await getSnapshot(elasticsearch, repository, name))?.state === 'SUCCESS');
    }
    const size = await getSnapshotSize(elasticsearch, repository, 'doomed-2');
    expect(size.bytes).toBeGreaterThan(0);
    expect(size.bytesAdded ?? 0).toBeLessThanOrEqual(size.bytes ?? 0);
    const told: number[] = [];
    await deleteSnapshots(elasticsearch, repository, taken.slice(0, 2), (deleted) => told.push(deleted));
    expect(told.at(-1)).toBe(2);
    const left = await listSnapshotNames(elasticsearch, repository);
    expect(taken.filter((name) => left.has(name))).toEqual(['doomed-3']);
    if (expected.hasRepositoryCleanup)
      await expect(cleanUpRepository(elasticsearch, repository)).resolves.toBeGreaterThanOrEqual(0);
    else await expect(cleanUpRepository(elasticsearch, repository)).rejects.toBeInstanceOf(Rejected);
    // One that is gone spares no other, and names too long for one request line are many requests.
    const gone = Array.from({ length: 50 }, (_, number) => `gone-${number}-${'n'.repeat(100)}`);
    await deleteSnapshots(elasticsearch, repository, [...gone, 'doomed-3'], () => undefined);
    expect(await listSnapshotNames(elasticsearch, repository)).not.toContain('doomed-3');
    await deleteSnapshots(elasticsearch, repository, ['doomed-3'], () => undefined);
    await deleteIndices(elasticsearch, ['kept-2019.11.01']);
  });
}
