import { TimeSpan } from '../../planning/time-span';
import type { Cluster } from '../cluster';

/** A night's backup may begin late and last for two hours. */
const aLittleMoreThanADay = TimeSpan.parse('26h');

/** How long a cluster may be without a successful backup. */
export function overdueAfter(cluster: Cluster): TimeSpan {
  return cluster.overdueAfter ?? aLittleMoreThanADay;
}
