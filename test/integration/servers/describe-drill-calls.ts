import { CancelledFailure } from '@temporalio/common';
import { z } from 'zod';
import { findDocuments, sampleDocuments } from '../../../src/elasticsearch/document-samples';
import type { Capabilities } from '../../../src/elasticsearch/elasticsearch';
import { IndexMissing } from '../../../src/elasticsearch/errors';
import { readContents } from '../../../src/elasticsearch/index-contents';
import { deleteIndices, listIndices } from '../../../src/elasticsearch/indices';
import {
  createLedger,
  putLedgerEntry,
  readLedgerEntry,
  readNewestEntry,
} from '../../../src/elasticsearch/ledger-index';
import { putProof, readProofs } from '../../../src/elasticsearch/proofs';
import { getPrimaryShards } from '../../../src/elasticsearch/shards';
import { createSnapshot, deleteSnapshot, getSnapshot } from '../../../src/elasticsearch/snapshots';
import { startTemporaryRestore } from '../../../src/elasticsearch/temporary-restore';
import type { Proof } from '../../../src/planning/drill/proof';
import type { LedgerEntry } from '../../../src/planning/ledger';
import type { BackupResult } from '../../../src/workflows/backup/types';
import type { DrillResult } from '../../../src/workflows/drill/types';
import type { ProvenDaysResult } from '../../../src/workflows/proven-days/types';
import { damage } from '../../world/damage';
import { eventually } from '../../world/eventually';
import { failureOf } from '../../world/failure';
import { registerLogRepository, repository, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';

const odd = 'sampling-odd';
/** What JSON can say in more than one way, or JavaScript not exactly. */
const oddSources = {
  plain: '{"log":"a line"}',
  unicode: '{"log":"\\u00e9 é 日志 \\ud83d\\ude00 \\u0000","emoji":"😀"}',
  numbers: '{"big":12345678901234567890,"float":1.0,"tiny":1e-7,"negative":-0.0}',
  nested: '{"b":{"z":1,"a":[{"y":2,"x":null},[]]},"a":true}',
};

/** What a drill asks of a server, on one real server. */
export function describeDrillCalls(running: () => LogCluster, { isTypeless }: Capabilities): void {
  const type = isTypeless ? '_doc' : 'flb_type';

  describe('documents', () => {
    beforeAll(async () => {
      const { elasticsearch, server } = running();
      const settings = { number_of_shards: 3, number_of_replicas: 0 };
      // Unread, or the server would refuse a number that no type of it holds.
      const mappings = isTypeless ? { dynamic: false } : { [type]: { dynamic: false } };
      await elasticsearch.send({ method: 'PUT', path: `/${odd}`, body: { settings, mappings } }, z.unknown());
      for (const [id, source] of Object.entries(oddSources)) {
        const path = `/${odd}/${type}/${id}?routing=route-${id}&refresh=true`;
        const headers = { 'content-type': 'application/json' };
        const { status } = await fetch(`${server.url}${path}`, { method: 'PUT', headers, body: source });
        expect(status).toBe(201);
      }
    });
    afterAll(() => deleteIndices(running().elasticsearch, [odd]));

    test('are sampled from every shard, five of an index at most, and found again by their IDs', async () => {
      const { elasticsearch } = running();
      await writeLogs(running(), 'sampling-many', 300);
      await writeLogs(running(), 'sampling-few', 2);
      const shardsOf = async (name: string) => (await getPrimaryShards(elasticsearch, [name])).length;
      const indices = await Promise.all(
        [odd, 'sampling-many', 'sampling-few'].map(async (name) => ({ name, shards: await shardsOf(name) })),
      );
      const samples = await sampleDocuments(elasticsearch, [...indices, { name: 'sampling-none', shards: 2 }]);
      expect([...samples.keys()].sort()).toEqual(['sampling-few', 'sampling-many', odd]);
      expect(samples.get('sampling-many')).toHaveLength(5);
      expect(samples.get('sampling-few')?.length).toBeGreaterThan(0);
      for (const [name, sample] of samples) {
        const ids = sample.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const found = await findDocuments(elasticsearch, name, [...ids, 'no such document']);
        expect(found).toHaveLength(sample.length);
        expect(found).toEqual(expect.arrayContaining(sample));
      }
      await deleteIndices(elasticsearch, ['sampling-many', 'sampling-few']);
    });

    test('of an index that is closed or gone are none, and hide no others', async () => {
      const { elasticsearch } = running();
      await writeLogs(running(), 'sampling-closed', 3);
      await elasticsearch.send({ method: 'POST', path: '/sampling-closed/_close' }, z.unknown());
      const indices = ['sampling-closed', odd].map((name) => ({ name, shards: 3 }));
      expect([...(await sampleDocuments(elasticsearch, indices)).keys()]).toEqual([odd]);
      await deleteIndices(elasticsearch, ['sampling-closed']);
    });

    test('have the same hashes in a copy under another name, which is cheap, unmarked, and keeps its operations', async () => {
      const { elasticsearch } = running();
      const ids = Object.keys(oddSources);
      const before = await findDocuments(elasticsearch, odd, ids);
      expect(before).toHaveLength(ids.length);
      expect(new Set(before.map(({ sha256 }) => sha256)).size).toBe(ids.length);
      await elasticsearch.send(
        { method: 'DELETE', path: `/${odd}/${type}/plain`, query: { routing: 'route-plain' } },
        z.unknown(),
      );
      const original = (await readContents(elasticsearch, [odd])).get(odd);
      const name = 'to-drill';
      await createSnapshot(elasticsearch, { repository, name, indices: [odd], takenBy: 'somebody' });
      await eventually(async () => (await getSnapshot(elasticsearch, repository, name))?.state === 'SUCCESS');
      const as = 'logkeep-drill-$1-copy';
      await startTemporaryRestore(elasticsearch, { repository, snapshot: name, index: odd, as });
      await eventually(async () => {
        const shards = await getPrimaryShards(elasticsearch, [as]);
        return shards.length === 3 && shards.every(({ state }) => state === 'STARTED');
      });
      const copy = (await readContents(elasticsearch, [as])).get(as);
      expect(copy).toMatchObject({ documents: 3, operations: 5, shards: 3 });
      expect(copy).toMatchObject({ documents: original?.documents, operations: original?.operations });
      expect(copy?.uuid).not.toBe(original?.uuid);
      const sorted = (documents: typeof before) => documents.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(sorted(await findDocuments(elasticsearch, as, ids))).toEqual(
        sorted(before.filter(({ id }) => id !== 'plain')),
      );
      const answer = z.record(z.string(), z.object({ settings: z.record(z.string(), z.unknown()) }));
      const settings = await elasticsearch.send(
        { method: 'GET', path: `/${encodeURIComponent(as)}/_settings`, query: { flat_settings: true } },
        answer,
      );
      expect(settings[as]?.settings).toMatchObject({ 'index.number_of_replicas': '0', 'index.priority': '0' });
      await deleteIndices(elasticsearch, [as]);
      await deleteSnapshot(elasticsearch, repository, name);
    });
  });

  test('a ledger gives its newest entry, whatever proofs stand beside, and proofs as they were written', async () => {
    const { elasticsearch } = running();
    const ledger = 'logkeep-ledger-drilltest';
    await expect(readLedgerEntry(elasticsearch, ledger, 'snapshot-1')).resolves.toBeUndefined();
    expect((await readProofs(elasticsearch, ledger, ['a'])).size).toBe(0);
    await expect(readNewestEntry(elasticsearch, ledger)).rejects.toBeInstanceOf(IndexMissing);
    await createLedger(elasticsearch, ledger);
    await expect(readNewestEntry(elasticsearch, ledger)).resolves.toEqual([]);
    const proof: Proof = {
      index: 'logs-2019.11.11',
      last: { outcome: 'differs', at: '2019-11-13T00:00:00.000Z', snapshot: 'zzz', reasons: ['it does'], sampled: 1 },
      proven: { at: '2019-11-12T00:00:00.000Z', snapshot: 'snapshot-1', documents: 7, sampled: 1 },
    };
    await putProof(elasticsearch, ledger, proof);
    const line = { name: 'logs-2019.11.11', uuid: 'u', documents: 7, bytes: 1, shards: 1, operations: 7, sealed: true };
    const entry = (snapshot: string, more: object): LedgerEntry => ({
      ...{ snapshot, repository, clusterUuid: 'c', takenBy: 'w/r', writtenAt: '2019-11-12T00:00:00Z' },
      indices: [{ ...line, ...more }],
    });
    const sample = [{ id: 'x', sha256: 'y' }];
    await putLedgerEntry(elasticsearch, ledger, entry('snapshot-2', { sample }));
    await putLedgerEntry(elasticsearch, ledger, entry('snapshot-1', {}));
    await expect(readNewestEntry(elasticsearch, ledger)).resolves.toEqual([{ ...line, sample }]);
    await expect(readLedgerEntry(elasticsearch, ledger, 'snapshot-1')).resolves.toEqual([line]);
    await expect(readLedgerEntry(elasticsearch, ledger, 'snapshot-3')).resolves.toBeUndefined();
    expect(await readProofs(elasticsearch, ledger, ['none', proof.index])).toEqual(new Map([[proof.index, proof]]));
    await deleteIndices(elasticsearch, [ledger]);
  });

  describe('a drill', () => {
    const day = '2019-10-20';
    const index = 'ks-logstash-log-2019.10.20';
    let temporal: TemporalWorld;
    let cluster: LogCluster;
    let backup: BackupResult;
    beforeAll(async () => {
      // Of its own days and ledger.
      cluster = { ...running(), name: `${running().name}-drills`, lease: `${running().lease}-drills` };
      temporal = await startTemporalWorld([cluster]);
      await writeLogs(cluster, index, 120);
      // Big enough to be caught while it is restored.
      await writeLogs(cluster, 'ks-logstash-log-2019.10.21', 1500, 1000);
      backup = await temporal.run<BackupResult>('backup', { cluster: cluster.name });
    });
    afterAll(async () => {
      await temporal.stop();
      await deleteIndices(cluster.elasticsearch, [index, 'ks-logstash-log-2019.10.21', ledger()]);
      await deleteSnapshot(cluster.elasticsearch, repository, backup.snapshot);
    });
    const ledger = () => `logkeep-ledger-${cluster.name}`;
    const copies = () => listIndices(cluster.elasticsearch, 'logkeep-drill-*');
    const rewrite = async (change: (line: LedgerEntry['indices'][number]) => object) => {
      const { elasticsearch } = cluster;
      const lines = (await readLedgerEntry(elasticsearch, ledger(), backup.snapshot)) ?? [];
      const { snapshot } = backup;
      const indices = lines.map((line) => ({ ...line, ...(line.name === index ? change(line) : {}) }));
      const rest = { repository, clusterUuid: 'c', takenBy: 'w/r', writtenAt: '2019-11-12T00:00:00Z' };
      await putLedgerEntry(elasticsearch, ledger(), { snapshot, ...rest, indices });
      return () => putLedgerEntry(elasticsearch, ledger(), { snapshot, ...rest, indices: lines });
    };

    test('proves a day, with the live one beside it, and keeps the proof', async () => {
      const result = await temporal.run<DrillResult>('drill', { cluster: cluster.name, days: [day] });
      expect(result).toMatchObject({
        proven: 1,
        days: [{ day, index, snapshot: backup.snapshot, outcome: 'proven', documents: 120, sampled: 5, reasons: [] }],
      });
      expect(result.summary).toMatch(
        /1 of 1 day of .* proven restorable: 2019-10-20 from snapshot-\d+ is proven \(120/,
      );
      await expect(copies()).resolves.toEqual([]);
      const known = await temporal.run<ProvenDaysResult>('provenDays', { cluster: cluster.name });
      const found = known.days.find((one) => one.day === day);
      expect(found?.proof).toMatchObject({ last: { outcome: 'proven' }, proven: { documents: 120, sampled: 5 } });
      expect(known.days.find((one) => one.day === '2019-10-21')?.proof).toBeUndefined();
    });

    test('fails when the copy has another number of documents, and cleans up', async () => {
      const putBack = await rewrite(({ documents, operations }) => ({
        documents: documents + 1,
        operations: operations + 1,
      }));
      const failure = await failureOf(temporal.run('drill', { cluster: cluster.name, days: [day] }));
      await putBack();
      expect(failure.type).toBe('DrillFailed');
      expect(failure.message).toMatch(
        /0 of 1 day.*2019-10-20 from .* differs from what was backed up \(the copy has 120 documents, not the 121/,
      );
      await expect(copies()).resolves.toEqual([]);
      const { days } = await temporal.run<ProvenDaysResult>('provenDays', { cluster: cluster.name });
      expect(days.find((one) => one.day === day)?.proof).toMatchObject({
        last: { outcome: 'differs' },
        proven: { documents: 120 },
      });
    });

    test('fails when a document of the sample says something else, and names it', async () => {
      const putBack = await rewrite(({ sample = [] }) => ({
        sample: sample.map((one, position) => (position === 0 ? { ...one, sha256: 'f'.repeat(64) } : one)),
      }));
      const failure = await failureOf(temporal.run('drill', { cluster: cluster.name, days: [day] }));
      await putBack();
      expect(failure.message).toMatch(/1 document of the sample says something else in the copy: \S+/);
      await expect(copies()).resolves.toEqual([]);
    });

    test('says of a damaged repository that the day could not be restored, and why', async () => {
      const undamage = damage(cluster.server.repositoryPath);
      const failure = await failureOf(temporal.run('drill', { cluster: cluster.name, days: [day] }));
      undamage();
      expect(failure.type).toBe('DrillFailed');
      expect(failure.message).toMatch(
        /2019-10-20 from snapshot-\d+ could not be restored \(.*shard \d of logkeep-drill-.* could not be restored: a file of the snapshot is damaged/is,
      );
      await expect(copies()).resolves.toEqual([]);
      await temporal.run('drill', { cluster: cluster.name, days: [day] });
    });

    test('that is cancelled deletes its copy', async () => {
      await registerLogRepository(cluster, { restore: '100kb' });
      const run = await temporal.start('drill', { cluster: cluster.name, days: ['2019-10-21'] });
      const [copy] = await eventually(async () => {
        const found = await copies();
        return found.length === 1 && (found as [(typeof found)[0]]);
      });
      await run.cancel();
      await expect(failureOf(run.result())).resolves.toBeInstanceOf(CancelledFailure);
      await expect(run.query('progress')).resolves.toMatchObject({ undone: [`removed ${copy.name}`] });
      await expect(copies()).resolves.toEqual([]);
      // While a thread is still slowed down by the restore, the repository counts as in use.
      await eventually(() =>
        registerLogRepository(cluster).then(
          () => true,
          () => false,
        ),
      );
    });

    test('chooses the day that was not proven yet much more often, and drills it', async () => {
      const result = await temporal.run<DrillResult>('drill', { cluster: cluster.name, count: 50 });
      expect(result.days.map((one) => one.day)).toContain('2019-10-21');
      expect(result.proven).toBe(result.days.filter(({ outcome }) => outcome === 'proven').length);
    });
  });
}
