import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { getClusterUuid } from '../../../src/elasticsearch/cluster-identity';
import type { Capabilities } from '../../../src/elasticsearch/elasticsearch';
import { RepositoryTypeUnknown, RepositoryUnverified, SnapshotRunning } from '../../../src/elasticsearch/errors';
import { deleteIndex } from '../../../src/elasticsearch/indices';
import { operationsUnderWay } from '../../../src/elasticsearch/operations';
import type { Operation } from '../../../src/elasticsearch/operations';
import { readDocuments, writeProofIndex } from '../../../src/elasticsearch/proof-index';
import {
  getRepository,
  listRepositories,
  registerRepository,
  removeRepository,
} from '../../../src/elasticsearch/repositories';
import { startRestore } from '../../../src/elasticsearch/restores';
import { getPrimaryShards } from '../../../src/elasticsearch/shards';
import { createSnapshot, deleteSnapshot, getSnapshot, listSnapshots } from '../../../src/elasticsearch/snapshots';
import { definitionOf } from '../../../src/planning/repository-definition';
import {
  keepingAdditions,
  otherRegistrations,
  repositoryDifferences,
} from '../../../src/planning/repository-difference';
import { ownerFile, ownerText } from '../../../src/planning/repository-owner';
import { proofDifference, repositoryProof } from '../../../src/planning/repository-proof';
import { otherWriter } from '../../../src/planning/repository-writers';
import { eventually } from '../../world/eventually';
import { writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { renameRequest } from '../../../src/planning/restore/rename-request';
import type { RenameRequest } from '../../../src/planning/restore/rename-request';

const renamed = (index: string, as: string) => ({ rename: renameRequest([{ index, as }]) as RenameRequest });

/** What setup does with a repository, on one real server. */
export function describeRepositoryCalls(running: () => LogCluster, expected: Capabilities): void {
  const send = (method: 'POST' | 'DELETE', path: string) => running().elasticsearch.send({ method, path }, z.unknown());
  const location = (folder: string) => join(running().server.repositoryPath, folder);
  const finished = (repository: string, name: string) =>
    eventually(async () => {
      const snapshot = await getSnapshot(running().elasticsearch, repository, name);
      return snapshot !== null && snapshot.state !== 'IN_PROGRESS' && snapshot;
    });

  describe('a repository', () => {
    test('is registered as it is defined, changed without losing what a person added, and removed', async () => {
      const { elasticsearch, server } = running();
      const wanted = definitionOf(
        { name: 'defined', type: 'fs', mountPath: server.repositoryPath, readonly: false, settings: {} },
        'my-cluster',
      );
      await registerRepository(elasticsearch, 'defined', wanted);
      const registered = await getRepository(elasticsearch, 'defined');
      expect(registered?.settings['location']).toBe(location('my-cluster'));
      expect(registered && repositoryDifferences(registered, wanted)).toEqual([]);

      await registerRepository(elasticsearch, 'defined', {
        type: 'fs',
        settings: { location: 'my-cluster', max_restore_bytes_per_sec: '9mb', readonly: 'true' },
      });
      const edited = await getRepository(elasticsearch, 'defined');
      const differences = edited && repositoryDifferences(edited, wanted, [server.repositoryPath]);
      expect(differences).toEqual(['its readonly is "true" instead of "false"']);
      if (edited !== null) await registerRepository(elasticsearch, 'defined', keepingAdditions(edited, wanted));
      const repaired = await getRepository(elasticsearch, 'defined');
      expect(repaired?.settings).toEqual({ location: location('my-cluster'), max_restore_bytes_per_sec: '9mb' });

      await removeRepository(elasticsearch, 'defined');
      await expect(getRepository(elasticsearch, 'defined')).resolves.toBeNull();
      await expect(removeRepository(elasticsearch, 'defined')).resolves.toBeUndefined();
      await expect(removeRepository(elasticsearch, '*')).rejects.toThrow(/exact name/);
    });

    test('of a type that no module or plugin brings is refused as such', async () => {
      const refused = registerRepository(running().elasticsearch, 'in-a-bucket', {
        type: 's3',
        settings: { bucket: 'logs' },
      });
      await expect(refused).rejects.toBeInstanceOf(RepositoryTypeUnknown);
      await expect(refused).rejects.toMatchObject({ retryable: false });
      await expect(refused).rejects.toThrow(/type s3: put the plugin repository-s3/);
      await expect(getRepository(running().elasticsearch, 'in-a-bucket')).resolves.toBeNull();
    });

    test('that cannot be verified can be removed, whether or not the server has kept it', async () => {
      const { elasticsearch } = running();
      const folder = location('unwritable');
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o555);
      const registration = registerRepository(elasticsearch, 'unwritable', {
        type: 'fs',
        settings: { location: folder },
      });
      await expect(registration).rejects.toMatchObject({ fault: 'access denied' });
      await removeRepository(elasticsearch, 'unwritable');
      await expect(getRepository(elasticsearch, 'unwritable')).resolves.toBeNull();
    });

    test('is proven by an index that goes into it and comes back beside the original', async () => {
      const { elasticsearch } = running();
      const repository = 'proven';
      await registerRepository(elasticsearch, repository, { type: 'fs', settings: { location: location('proven') } });
      writeFileSync(join(location('proven'), ownerFile), ownerText({ clusterUuid: 'a-uuid', name: 'a-cluster' }));
      const proof = repositoryProof('a1-b2');
      const { index, restoredIndex, snapshot, documents } = proof;
      await writeProofIndex(elasticsearch, index, documents);
      await writeProofIndex(elasticsearch, index, documents);
      const clusterUuid = await getClusterUuid(elasticsearch);
      await createSnapshot(elasticsearch, {
        ...{ repository, name: snapshot, indices: [index], takenBy: 'w', clusterUuid, includeGlobalState: false },
      });
      const taken = await finished(repository, snapshot);
      expect(taken).toMatchObject({ state: 'SUCCESS', indices: [index] });
      expect(taken.clusterUuid).toBe(expected.hasSnapshotMetadata ? clusterUuid : undefined);
      expect(otherWriter([taken], clusterUuid, Date.now())).toBeNull();
      const foreign = otherWriter([taken], 'another-uuid', Date.now());
      expect(foreign).toEqual(expected.hasSnapshotMetadata ? expect.stringContaining(snapshot) : null);

      await startRestore(elasticsearch, { repository, snapshot, indices: [index], ...renamed(index, restoredIndex) });
      await eventually(async () =>
        (await getPrimaryShards(elasticsearch, [restoredIndex])).every(({ state }) => state === 'STARTED'),
      );
      expect(proofDifference(proof, await readDocuments(elasticsearch, restoredIndex))).toBeNull();
      await send('DELETE', `/${restoredIndex}/_doc/2?refresh=true`);
      expect(proofDifference(proof, await readDocuments(elasticsearch, restoredIndex))).toMatch(/2 of 3 documents/);

      await startRestore(elasticsearch, {
        repository,
        snapshot,
        indices: [index],
        ...renamed(index, `costs-$1-${index}`),
      });
      await eventually(async () =>
        (await getPrimaryShards(elasticsearch, [`costs-$1-${index}`])).every(({ state }) => state === 'STARTED'),
      );
      for (const name of [index, restoredIndex, `costs-$1-${index}`]) await deleteIndex(elasticsearch, name);
      await deleteSnapshot(elasticsearch, repository, snapshot);
      if (expected.hasRepositoryCleanup) await send('POST', `/_snapshot/${repository}/_cleanup`);
      expect(existsSync(join(location('proven'), ownerFile))).toBe(true);
      await removeRepository(elasticsearch, repository);
    });

    test('that two write to is told as such, and can be used again once there is one', async () => {
      const { elasticsearch } = running();
      const definition = { type: 'fs', settings: { location: location('fought-over') } };
      const take = async (repository: string, name: string) => {
        await createSnapshot(elasticsearch, { repository, name, indices: ['fought-over'], takenBy: 'w' });
      };
      await writeLogs(running(), 'fought-over', 3);
      await registerRepository(elasticsearch, 'one-writer', definition);
      await take('one-writer', 'first');
      await finished('one-writer', 'first');
      // To the server, a second registration is what a second cluster is.
      await registerRepository(elasticsearch, 'other-writer', definition);
      expect(otherRegistrations(await listRepositories(elasticsearch), 'one-writer', definition)).toEqual([
        'other-writer',
      ]);
      await take('other-writer', 'second');
      await finished('other-writer', 'second');
      await take('one-writer', 'third');
      // 6.x looks at the files each time, and so only notices when both write in the same moment.
      if (!expected.hasMinimumMasterNodes) {
        const fault = await eventually(() =>
          listSnapshots(elasticsearch, 'one-writer').then(
            () => null,
            (error: unknown) => error,
          ),
        );
        expect(fault).toBeInstanceOf(RepositoryUnverified);
        expect(fault).toMatchObject({ fault: 'another writer', retryable: false });
      }
      await eventually(async () => (await operationsUnderWay(elasticsearch)).length === 0);
      await removeRepository(elasticsearch, 'other-writer');
      await removeRepository(elasticsearch, 'one-writer');
      await registerRepository(elasticsearch, 'one-writer', definition);
      const names = (await listSnapshots(elasticsearch, 'one-writer')).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['first', 'second']));
      await removeRepository(elasticsearch, 'one-writer');
      await deleteIndex(elasticsearch, 'fought-over');
    });

    test('in use is told with what uses it, and cannot be removed meanwhile', async () => {
      const { elasticsearch } = running();
      const repository = 'in-use';
      const settings = {
        location: location('in-use'),
        max_snapshot_bytes_per_sec: '100kb',
        max_restore_bytes_per_sec: '100kb',
      };
      const underWay = (operation: Operation) =>
        eventually(async () => {
          const operations = await operationsUnderWay(elasticsearch);
          if (operations.length > 0) expect(operations).toEqual([operation]);
          return operations.length > 0;
        });
      const nothingUnderWay = () => eventually(async () => (await operationsUnderWay(elasticsearch)).length === 0);
      await registerRepository(elasticsearch, repository, { type: 'fs', settings });
      await writeLogs(running(), 'much', 100, 1000);
      await expect(operationsUnderWay(elasticsearch)).resolves.toEqual([]);

      await createSnapshot(elasticsearch, { repository, name: 'slow', indices: ['much'], takenBy: 'w' });
      await underWay({ kind: 'snapshot', repository, snapshot: 'slow' });
      const removal = removeRepository(elasticsearch, repository);
      await expect(removal).rejects.toBeInstanceOf(SnapshotRunning);
      await expect(removal).rejects.toMatchObject({ retryable: true });
      await finished(repository, 'slow');
      await nothingUnderWay();

      await startRestore(elasticsearch, {
        repository,
        snapshot: 'slow',
        indices: ['much'],
        ...renamed('much', 'again-much'),
      });
      await underWay({ kind: 'restore', repository, snapshot: 'slow' });
      await expect(removeRepository(elasticsearch, repository)).rejects.toBeInstanceOf(SnapshotRunning);
      await nothingUnderWay();
      await removeRepository(elasticsearch, repository);
      for (const index of ['much', 'again-much']) await deleteIndex(elasticsearch, index);
    });
  });
}
