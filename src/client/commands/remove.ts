import type { RemoveBackupInput } from '../../workflows/remove-backup/types';
import { chosenCluster } from '../chosen-cluster';
import { operate } from '../operate';
import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';

type RemoveOptions = GlobalOptions & Omit<RemoveBackupInput, 'cluster'> & { detach: boolean };

/** `logkeep remove [cluster]`: takes a setup out again; the claim and its snapshots stay. */
export async function removeCommand(named: string | undefined, options: RemoveOptions): Promise<void> {
  const { dryRun, acceptOutage, handover } = options;
  const config = configOf(options);
  const input = {
    ...{ cluster: chosenCluster(config, named), dryRun, acceptOutage },
    ...(handover === undefined ? {} : { handover }),
  };
  return withSession(config, options, (session) => operate(session, 'removeBackup', input, options.detach));
}
