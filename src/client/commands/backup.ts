import { chosenCluster } from '../chosen-cluster';
import { operate } from '../operate';
import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';

/** `logkeep backup [cluster]` */
export async function backupCommand(
  named: string | undefined,
  options: GlobalOptions & { dryRun: boolean; detach: boolean },
): Promise<void> {
  const config = configOf(options);
  const cluster = chosenCluster(config, named);
  return withSession(config, options, (session) =>
    operate(session, 'backup', { cluster, dryRun: options.dryRun }, options.detach),
  );
}
