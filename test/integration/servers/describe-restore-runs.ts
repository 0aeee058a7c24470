import { z } from 'zod';
import type { Capabilities } from '../../../src/elasticsearch/elasticsearch';
import { changeIndexSettings, readCopies } from '../../../src/elasticsearch/index-copies';
import { deleteIndices } from '../../../src/elasticsearch/indices';
import { readLedgerLines } from '../../../src/elasticsearch/ledger-lines';
import { createLedger, putLedgerEntry } from '../../../src/elasticsearch/ledger-index';
import { getPrimaryRecoveries } from '../../../src/elasticsearch/recovery';
import { readRecoveryLimit, setRecoveryLimit } from '../../../src/elasticsearch/recovery-limit';
import { getRepository, registerRepository, removeRepository } from '../../../src/elasticsearch/repositories';
import { startRestore } from '../../../src/elasticsearch/restores';
import { createSnapshot, deleteSnapshot, getSnapshot } from '../../../src/elasticsearch/snapshots';
import type { LedgerEntry } from '../../../src/planning/ledger';
import { throttledDefinition } from '../../../src/planning/throttled-repository';
import { eventually } from '../../world/eventually';
import { repository, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';

const slow = 'slow-2019.11.01';
const other = 'slow-2019.11.02';

/** What a restore does besides restoring, on one real server. */
export function describeRestoreRuns(running: () => LogCluster, expected: Capabilities): void {
  const settle = (names: string[]) => deleteIndices(running().elasticsearch, names);

  describe('speed', () => {
    const snapshot = 'slow-one';

    beforeAll(async () => {
      const { elasticsearch } = running();
      const settings = { number_of_shards: 1, number_of_replicas: 0 };
      await elasticsearch.send({ method: 'PUT', path: `/${slow}`, body: { settings } }, z.unknown());
      await writeLogs(running(), slow, 1500, 1000);
      await createSnapshot(elasticsearch, { repository, name: snapshot, indices: [slow], takenBy: 'a-test' });
      await eventually(async () => (await getSnapshot(elasticsearch, repository, snapshot))?.state === 'SUCCESS');
    });
    afterEach(() => settle([slow]));
    afterAll(async () => {
      await eventually(async () => {
        await deleteSnapshot(running().elasticsearch, repository, snapshot);
        return true;
      });
    });

    const restoring = (from = repository) =>
      startRestore(running().elasticsearch, { repository: from, snapshot, indices: [slow] });
    const seen = async () => (await getPrimaryRecoveries(running().elasticsearch, [slow]))[0];
    const hasBegun = () =>
      eventually(async () => {
        const shard = await seen();
        return shard !== undefined && shard.bytesTotal > 0 && shard;
      });
    const isWhole = () =>
      eventually(async () => {
        const shard = await seen();
        return shard !== undefined && shard.bytesTotal > 0 && shard.bytesDone === shard.bytesTotal;
      });

    test("is that of the cluster's limit for recoveries, at once, where restores keep to it", async () => {
      const { elasticsearch } = running();
      await settle([slow]);
      await setRecoveryLimit(elasticsearch, '20480b');
      await expect(readRecoveryLimit(elasticsearch)).resolves.toEqual({ transient: '20480b' });
      await restoring();
      const { bytesDone, bytesTotal } = await hasBegun();
      // At this speed it would take two minutes.
      if (expected.hasRecoveryLimitForRestores) expect(bytesDone).toBeLessThan(bytesTotal / 2);
      else await isWhole();
      await setRecoveryLimit(elasticsearch, '100mb');
      await isWhole();
      await setRecoveryLimit(elasticsearch, null);
      await expect(readRecoveryLimit(elasticsearch)).resolves.toEqual({});
    });

    test('is that of a second, read-only registration of the repository on all of them', async () => {
      const { elasticsearch } = running();
      await settle([slow]);
      const registered = await getRepository(elasticsearch, repository);
      if (registered === null) throw new Error('the test has registered it');
      await registerRepository(elasticsearch, 'throttled', throttledDefinition(registered, '20480b'));
      await restoring('throttled');
      const { bytesDone, bytesTotal } = await hasBegun();
      expect(bytesDone).toBeLessThan(bytesTotal / 2);
      await settle([slow]);
      await eventually(() =>
        removeRepository(elasticsearch, 'throttled').then(
          () => true,
          () => false,
        ),
      );
    });
  });

  test('copies are read before and after they are changed, together with who counts nodes by himself', async () => {
    const { elasticsearch } = running();
    const make = (name: string, settings: object) =>
      elasticsearch.send({ method: 'PUT', path: `/${name}`, body: { settings } }, z.unknown());
    await make(slow, { number_of_replicas: 2 });
    await make(other, { auto_expand_replicas: '0-1' });
    const read = async () =>
      (await readCopies(elasticsearch, [slow, other, 'slow-nothing'])).sort((a, b) => (a.name < b.name ? -1 : 1));
    const [uuid1, uuid2] = (await read()).map(({ uuid }) => uuid);
    await expect(read()).resolves.toEqual([
      { name: slow, uuid: uuid1, replicas: 2, isAutomatic: false },
      { name: other, uuid: uuid2, replicas: 0, isAutomatic: true },
    ]);
    await changeIndexSettings(elasticsearch, [slow, 'slow-nothing'], { 'index.number_of_replicas': 0 });
    await changeIndexSettings(elasticsearch, [other], {
      'index.number_of_replicas': 1,
      'index.auto_expand_replicas': 'false',
    });
    await expect(read()).resolves.toEqual([
      { name: slow, uuid: uuid1, replicas: 0, isAutomatic: false },
      { name: other, uuid: uuid2, replicas: 1, isAutomatic: false },
    ]);
    await settle([slow, other]);
    await expect(read()).resolves.toEqual([]);
  });

  test('the ledger tells what a snapshot must hold, and who was sealed', async () => {
    const { elasticsearch } = running();
    const line = { uuid: 'u', bytes: 1, shards: 1, operations: 4 };
    const entry: LedgerEntry = {
      ...{ snapshot: 'one', repository, clusterUuid: 'c', takenBy: 't', writtenAt: '2019-11-03T00:00:00Z' },
      indices: [
        { name: slow, documents: 3, sealed: true, ...line },
        { name: other, documents: 4, sealed: false, ...line },
      ],
    };
    await expect(readLedgerLines(elasticsearch, 'a-ledger', ['one'])).resolves.toEqual(new Map());
    await createLedger(elasticsearch, 'a-ledger');
    await putLedgerEntry(elasticsearch, 'a-ledger', entry);
    const lines = new Map([
      [slow, { documents: 3, sealed: true }],
      [other, { documents: 4, sealed: false }],
    ]);
    await expect(readLedgerLines(elasticsearch, 'a-ledger', ['one', 'two'])).resolves.toEqual(
      new Map([['one', lines]]),
    );
    await settle(['a-ledger']);
  });
}
