import { checkedDays } from '../checked-days';
import { chosenCluster } from '../chosen-cluster';
import { operate } from '../operate';
import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';

/** `logkeep restore [cluster] --day 2019-11-12 …` */
export async function restoreCommand(
  named: string | undefined,
  options: GlobalOptions & { day: string[]; detach: boolean },
): Promise<void> {
  const days = checkedDays(options.day);
  const config = configOf(options);
  const cluster = chosenCluster(config, named);
  return withSession(config, options, (session) => operate(session, 'restore', { cluster, days }, options.detach));
}
