import type { SetupBackupInput } from '../../workflows/setup-backup/types';
import { chosenCluster } from '../chosen-cluster';
import { operate } from '../operate';
import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';

type SetupOptions = GlobalOptions & Omit<SetupBackupInput, 'cluster'> & { detach: boolean };

/** `logkeep setup [cluster]` */
export async function setupCommand(named: string | undefined, options: SetupOptions): Promise<void> {
  const { mode, dryRun, acceptOutage, handover } = options;
  const config = configOf(options);
  const input = {
    ...{ cluster: chosenCluster(config, named), mode, dryRun, acceptOutage },
    ...(handover === undefined ? {} : { handover }),
  };
  return withSession(config, options, (session) => operate(session, 'setupBackup', input, options.detach));
}
