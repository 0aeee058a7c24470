import { createSnapshot, deleteSnapshots, getSnapshot, listSnapshotNames } from '../../src/elasticsearch/snapshots';
import { countDocuments, deleteIndices, listIndices } from '../../src/elasticsearch/indices';
import { listIndexTraits } from '../../src/elasticsearch/index-traits';
import type { Cluster } from '../../src/activities/cluster';
import { isSealed } from '../../src/planning/live-index';
import { SnapshotNaming } from '../../src/planning/snapshot-name';
import { TimeSpan } from '../../src/planning/time-span';
import { TimeZone } from '../../src/planning/time-zone';
import type { BackupResult } from '../../src/workflows/backup/types';
import { eventually } from './eventually';
import { repository, writeLogs } from './log-cluster';
import type { LogCluster } from './log-cluster';
import type { TemporalWorld } from './temporal';

/** What a backup has to do in every test: one old day to delete, two days to keep, and an old snapshot to let go. */
export const rules: Pick<Cluster, 'cleanup' | 'retention' | 'timeZone'> = {
  timeZone: 'UTC',
  cleanup: { maxAge: TimeSpan.parse('7d'), maxDeletions: 5, approveWithin: TimeSpan.parse('1h') },
  retention: { maxAge: TimeSpan.parse('30d'), unsuccessful: TimeSpan.parse('7d'), ageFrom: 'name' },
};

const dayMs = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * dayMs);
const dayAgo = (days: number) => ago(days).toISOString().slice(0, 10);
const indexAgo = (days: number) => `ks-logstash-log-${dayAgo(days).replaceAll('-', '.')}`;

export interface BackupScene {
  /** The day that is to be deleted. */
  day: string;
  old: string;
  lines: number;
  expired: string;
}

/** Writes the indices and takes the old snapshot, whatever was there before. */
export async function setBackupScene(cluster: LogCluster): Promise<BackupScene> {
  const { elasticsearch } = cluster;
  await clearBackupScene(cluster);
  const lines = 40;
  await writeLogs(cluster, indexAgo(10), lines);
  await writeLogs(cluster, indexAgo(3), 10);
  await writeLogs(cluster, indexAgo(0), 10);
  const expired = new SnapshotNaming('snapshot-%Y%m%d%H%M%S', TimeZone.parse('UTC')).nameAt(ago(40));
  await createSnapshot(elasticsearch, { repository, name: expired, indices: [indexAgo(3)], takenBy: 'an-old-run' });
  await eventually(async () => (await getSnapshot(elasticsearch, repository, expired))?.state === 'SUCCESS');
  return { day: dayAgo(10), old: indexAgo(10), lines, expired };
}

export async function clearBackupScene({ elasticsearch }: LogCluster): Promise<void> {
  const indices = await listIndices(elasticsearch, 'ks-logstash-log-*');
  await deleteIndices(
    elasticsearch,
    indices.map(({ name }) => name),
  );
  await deleteSnapshots(
    elasticsearch,
    repository,
    [...(await listSnapshotNames(elasticsearch, repository))],
    () => undefined,
  );
}

/**
 * What has to hold after anything: the old day is live with all its lines, or a successful snapshot holds it whole; and
 * nothing is blocked for writing.
 */
export async function expectNothingLost({ elasticsearch }: LogCluster, { old, lines }: BackupScene): Promise<void> {
  const traits = await listIndexTraits(elasticsearch, 'ks-logstash-log-*');
  expect(traits.filter((index) => isSealed(index) || index.blocks.write)).toEqual([]);
  if (traits.some(({ name }) => name === old)) {
    await expect(eventually(() => countDocuments(elasticsearch, [old]))).resolves.toBe(lines);
    return;
  }
  const names = [...(await listSnapshotNames(elasticsearch, repository))];
  const records = await Promise.all(names.map((name) => getSnapshot(elasticsearch, repository, name)));
  const holders = records.filter((record) => record?.state === 'SUCCESS' && record.indices.includes(old));
  expect(holders).not.toEqual([]);
}

/** The night after is clean: the old day is gone, comes back whole, and the old snapshot is gone too. */
export async function expectCleanNight(
  cluster: LogCluster,
  temporal: TemporalWorld,
  { old, day, lines, expired }: BackupScene,
): Promise<void> {
  const { elasticsearch, name } = cluster;
  const result = await temporal.run<BackupResult>('backup', { cluster: name });
  expect(result.warnings).toEqual([]);
  expect((await listIndices(elasticsearch, 'ks-logstash-log-*')).map((index) => index.name)).not.toContain(old);
  if (cluster.retention !== undefined)
    expect((await listSnapshotNames(elasticsearch, repository)).has(expired)).toBe(false);
  await temporal.run('restore', { cluster: name, days: [day] });
  await expect(countDocuments(elasticsearch, [old])).resolves.toBe(lines);
}
