import type { OpenedCluster } from '../activities/open-cluster';
import type { EndedExpired } from '../activities/restored/end-expired';
import type { RestoredIndex } from '../activities/restored-indices';
import { Expiry } from '../planning/expiry';
import { quick } from './activity-proxies';
import { announce } from './announce';

/**
 * Deletes the restored indices whose time is over, under the caller's lease. Those that were written to are told of, and
 * only then marked as kept for good: told once, and rather twice than never.
 */
export async function endExpired(
  opened: OpenedCluster,
  cluster: string,
  only?: RestoredIndex[],
): Promise<EndedExpired> {
  const ended = await quick.endExpired({ cluster, ...(only && { only }) });
  const { written } = ended;
  const [first] = written;
  if (first === undefined) return ended;
  await announce(opened, cluster, {
    kind: 'kept',
    indices: written.length,
    first: written.slice(0, 5).map(({ name }) => name),
    reason: first.reason,
    how: `the next backup saves what they hold; run logkeep restored ${cluster}, then logkeep restored drop`,
  });
  const indices = written.map(({ name, uuid }) => ({ name, uuid }));
  await quick.setExpiry({ cluster, indices, expires: Expiry.never.toString(), mayShorten: false });
  return ended;
}
