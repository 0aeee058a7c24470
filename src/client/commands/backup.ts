import type { GlobalOptions } from '../session';
import { chosenCluster, withSession } from '../session';
import { operate } from '../operate';

/** `logkeep backup [cluster]` */
export function backupCommand(
  cluster: string | undefined,
  options: GlobalOptions & { detach: boolean },
): Promise<void> {
  return withSession(options, (session) =>
    operate(session, 'backup', { cluster: chosenCluster(session, cluster) }, options.detach),
  );
}
