import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startElasticsearch } from '../../sandbox/servers/start-elasticsearch';
import type { ServerVersion } from '../../sandbox/servers/versions';
import { listIndices } from '../../src/elasticsearch/indices';
import { registerRepository } from '../../src/elasticsearch/repositories';
import { createSnapshot, getSnapshot } from '../../src/elasticsearch/snapshots';
import { eventually } from './eventually';
import { fsRepository, logClusterOn, repository, writeLogs } from './log-cluster';
import type { LogCluster } from './log-cluster';

/** A volume that several clusters have mounted, with a folder for each. */
export interface SharedVolume {
  folder: string;
  folderOf(name: string): string;
  /** Starts a cluster that has the volume (or only `pathRepo`), with its repository in the folder of its name. */
  start(version: ServerVersion, options?: { name?: string; pathRepo?: string[] }): Promise<LogCluster>;
  close(): void;
}

export function openSharedVolume(): SharedVolume {
  const folder = mkdtempSync(join(tmpdir(), 'logkeep-shared-volume-'));
  chmodSync(folder, 0o777);
  const folderOf = (name: string) => {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    chmodSync(own, 0o777);
    return own;
  };
  return {
    folder,
    folderOf,
    start: async (version, { name = `on-${version.replace(/\W+/g, '-')}`, pathRepo = [folder] } = {}) => {
      const settings = { 'path.repo': pathRepo };
      const server = await startElasticsearch({ version, world: `test-${process.pid}`, heapMb: 400, settings });
      const repositorySettings = fsRepository(repository, folderOf(name));
      return Object.assign(logClusterOn(server), { name, lease: name, repositorySettings });
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** Writes a day and takes a snapshot of all that the cluster holds. */
export async function backUpDay(cluster: LogCluster, index: string, lines: number, snapshot: string): Promise<void> {
  const { elasticsearch, repositorySettings } = cluster;
  await writeLogs(cluster, index, lines, 100);
  await registerRepository(elasticsearch, repository, {
    type: 'fs',
    settings: { location: repositorySettings.location ?? '' },
  });
  const indices = (await listIndices(elasticsearch, 'ks-logstash-log-*')).map(({ name }) => name);
  await createSnapshot(elasticsearch, { repository, name: snapshot, indices, takenBy: 'w', includeGlobalState: false });
  await eventually(async () => (await getSnapshot(elasticsearch, repository, snapshot))?.state === 'SUCCESS');
}
