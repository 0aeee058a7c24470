import type { Config } from '../../../config/load';
import { insteadOf } from '../../../planning/instead-of';
import { scheduleId, scheduleKinds, scheduledRuns } from '../../../planning/scheduled-runs';
import { CommandError, exitCode } from '../../exit-code';
import { remove } from '../../schedules/converge';
import { ownSchedule } from '../../schedules/own-schedule';
import type { GlobalOptions, Session } from '../../session';
import { configOf, withSession } from '../../session';

/** `logkeep schedule delete <cluster>`: its backups, its check and its drills; runs that were started go on. */
export async function deleteCommand(cluster: string, options: GlobalOptions): Promise<void> {
  const config = configOf(options);
  return withSession(config, options, async (session) => {
    const { client, json, print } = session;
    await anyOwn(session, config, cluster);
    await Promise.all(scheduleKinds.map((kind) => remove(client.temporal, scheduleId(kind, cluster))));
    if (json) return print(JSON.stringify({ cluster, state: 'deleted' }));
    print(`The schedules of ${cluster} are deleted; runs that they have started go on`);
    if (config.clusters.some((one) => one.name === cluster && scheduledRuns(one).length > 0))
      print(`${config.file} still has one: the next logkeep schedule apply would bring it back`);
  });
}

/** A cluster may have drills and no backups. @throws as `ownSchedule` for its backups when it has neither. */
async function anyOwn(session: Session, config: Config, cluster: string): Promise<void> {
  try {
    await ownSchedule(session, config, cluster);
  } catch (error) {
    const isMissing = error instanceof CommandError && error.code === exitCode.usage;
    if (!isMissing) throw error;
    const drills = await insteadOf(CommandError, ownSchedule(session, config, cluster, 'drill'), null);
    if (drills === null) throw error;
  }
}
