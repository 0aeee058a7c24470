import { chosenCluster } from '../chosen-cluster';
import { checkedDays } from '../checked-days';
import { describeProvenDays } from '../describe-drill';
import { look, requireWorker } from '../look';
import { operate } from '../operate';
import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';

export interface DrillOptions extends GlobalOptions {
  day?: string[];
  count?: number;
  snapshot?: string;
  into?: string;
  dryRun: boolean;
  list: boolean;
  detach: boolean;
}

/** `logkeep drill [cluster] --day 2019-11-12 …`, and `--list` */
export async function drillCommand(named: string | undefined, options: DrillOptions): Promise<void> {
  const { day, count, snapshot, dryRun, detach } = options;
  const days = day === undefined ? undefined : checkedDays(day);
  const config = configOf(options);
  const cluster = chosenCluster(config, named);
  return withSession(config, options, async (session) => {
    if (!options.list) {
      const where = options.into === undefined ? {} : { into: { cluster: chosenCluster(config, options.into) } };
      const which = { ...(days && { days }), ...(count && { count }), ...(snapshot && { snapshot }), ...where };
      return operate(session, 'drill', { cluster, ...which, dryRun }, detach);
    }
    await requireWorker(session);
    const known = await look(session, 'provenDays', { cluster });
    session.print(session.json ? JSON.stringify({ cluster, ...known }) : describeProvenDays(cluster, known));
  });
}
