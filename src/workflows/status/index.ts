import { quick } from '../activity-proxies';
import { operation } from '../operation';
import { readInput } from '../read-input';
import { statusInput } from './types';
import type { StatusResult } from './types';

/** Looks at a cluster: health, days, repository, newest snapshot. Changes nothing and needs no lease. */
export async function status(input: unknown): Promise<StatusResult> {
  return operation('status', () => quick.inspectCluster(readInput(statusInput, input)));
}
