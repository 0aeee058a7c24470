import { quick } from '../activity-proxies';
import { readInput } from '../operation';
import { statusInput } from './types';
import type { StatusResult } from './types';

/** Looks at a cluster: health, days, repository, newest snapshot. Changes nothing and needs no lease. */
export async function status(input: unknown): Promise<StatusResult> {
  return quick.inspectCluster(readInput(statusInput, input));
}
