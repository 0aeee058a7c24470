import { scheduleId, scheduleKinds } from '../../../planning/scheduled-runs';
import { remove } from '../../schedules/converge';
import { ownSchedule } from '../../schedules/own-schedule';
import type { GlobalOptions } from '../../session';
import { configOf, withSession } from '../../session';

/** `logkeep schedule delete <cluster>`: its backups and its check; runs that were started go on. */
export async function deleteCommand(cluster: string, options: GlobalOptions): Promise<void> {
  const config = configOf(options);
  return withSession(config, options, async (session) => {
    const { client, json, print } = session;
    await ownSchedule(session, config, cluster);
    await Promise.all(scheduleKinds.map((kind) => remove(client.temporal, scheduleId(kind, cluster))));
    if (json) return print(JSON.stringify({ cluster, state: 'deleted' }));
    print(`The schedules of ${cluster} are deleted; runs that they have started go on`);
    if (config.clusters.some(({ name, schedule }) => name === cluster && schedule !== undefined))
      print(`${config.file} still has one: the next logkeep schedule apply would bring it back`);
  });
}
