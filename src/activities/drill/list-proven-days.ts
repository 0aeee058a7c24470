import type { DrillCandidate } from '../../planning/drill/choose-days';
import { countProven } from '../../planning/drill/proven-days';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import { savedDays } from './saved-days';

/** What is known from drills of the days of a repository. */
export interface ListedProvenDays {
  repository: string;
  /** The newest first, and no more than were asked for. */
  days: DrillCandidate[];
  /** How many there are, and how many of them are proven. */
  total: number;
  proven: number;
}

/** Lists the days that successful snapshots hold, each with when a drill has proven it last. */
export async function listProvenDays(
  dependencies: Dependencies,
  { cluster: name, most }: { cluster: string; most: number },
): Promise<ListedProvenDays> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const days = await savedDays(cluster);
  const { proven } = countProven(days);
  return { repository: cluster.repository, days: days.reverse().slice(0, most), total: days.length, proven };
}
