import { formatDuration } from '../../planning/duration';
import type { ListedSnapshot } from '../../workflows/snapshots/types';
import { chosenCluster } from '../chosen-cluster';
import { look, requireWorker } from '../look';
import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';
import { table } from '../table';

/** `logkeep snapshots [cluster]` */
export async function snapshotsCommand(
  named: string | undefined,
  options: GlobalOptions & { most: number },
): Promise<void> {
  const config = configOf(options);
  const cluster = chosenCluster(config, named);
  return withSession(config, options, async (session) => {
    await requireWorker(session);
    const result = await look(session, 'snapshots', { cluster, most: options.most });
    if (session.json) return session.print(JSON.stringify({ cluster, ...result }));
    const { repository, snapshots, total } = result;
    if (total === 0) return session.print(`Repository ${repository} of ${cluster} holds no snapshots yet`);
    session.print(table(['SNAPSHOT', 'STATE', 'STARTED', 'TOOK', 'INDICES', 'DAYS'], snapshots.map(row)));
    if (snapshots.length < total) session.print(`… and ${total - snapshots.length} older ones (--most)`);
  });
}

function row({ name, state, startedAt, seconds, indices, failedShards, firstDay, lastDay }: ListedSnapshot): string[] {
  const started = startedAt?.replace('T', ' ').replace(/\.\d+Z$/, 'Z') ?? '';
  const failed = failedShards > 0 ? ` (${failedShards} shards failed)` : '';
  const days =
    firstDay === undefined || lastDay === undefined ? '' : firstDay === lastDay ? firstDay : `${firstDay} … ${lastDay}`;
  return [
    name,
    `${state}${failed}`,
    started,
    seconds === undefined ? '' : formatDuration(seconds),
    String(indices),
    days,
  ];
}
