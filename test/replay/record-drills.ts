import { listIndices } from '../../src/elasticsearch/indices';
import { damage } from '../world/damage';
import { eventually } from '../world/eventually';
import { registerLogRepository } from '../world/log-cluster';
import type { LogCluster } from '../world/log-cluster';
import type { TemporalWorld } from '../world/temporal';
import { saveHistory } from './save-history';

/** The ways that a drill can go. @param day of an index that takes longer than a slice at 150 kB/s. */
export async function recordDrills(cluster: LogCluster, temporal: TemporalWorld, day: string): Promise<void> {
  const input = { cluster: cluster.name, days: [day] };
  await registerLogRepository(cluster);
  await temporal.run('backup', { cluster: cluster.name });
  await saveHistory('drill-done', await temporal.start('drill', { cluster: cluster.name, count: 2 }));
  await saveHistory('drill-dry-run', await temporal.start('drill', { ...input, dryRun: true }));
  await saveHistory('drill-refused', await temporal.start('drill', { ...input, days: ['2018-01-01'] }));
  const undamage = damage(cluster.server.repositoryPath);
  await saveHistory('drill-failed', await temporal.start('drill', input));
  undamage();

  await registerLogRepository(cluster, { restore: '150kb' });
  await saveHistory('drill-in-slices', await temporal.start('drill', input));
  const cancelled = await temporal.start('drill', input);
  await eventually(async () => (await listIndices(cluster.elasticsearch, 'logkeep-drill-*')).length === 1);
  await cancelled.cancel();
  await saveHistory('drill-cancelled', cancelled);
  await registerLogRepository(cluster);
  await saveHistory('proven-days-done', await temporal.start('provenDays', { cluster: cluster.name }));
}
