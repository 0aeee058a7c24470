import { sleep } from '@temporalio/activity';
import { getPrimaryRecoveries } from '../elasticsearch/recovery';
import { explainUnassigned, getPrimaryShards } from '../elasticsearch/shards';
import { pollPause } from '../planning/patience';
import { judgeRestore } from '../planning/shard-recovery';
import type { PrimaryShard, RestoreStatus, UnassignedShard } from '../planning/shard-recovery';
import type { Sample, Transfer } from '../planning/transfer';
import { withRate } from '../planning/transfer';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { report } from './liveness';
import { withinActivity } from './within-activity';

export interface FollowRestoreInput {
  cluster: string;
  indices: string[];
  /** Their size in the snapshots. */
  bytes: number;
  /** Milliseconds after which to come back with an interim report. */
  slice: number;
}

export interface FollowedRestore {
  done: boolean;
  transfer: Transfer & { bytesTotal: number };
  /** Why shards have no node yet, in Elasticsearch's words. */
  waitingFor?: string;
}

/**
 * Watches a restore until every primary shard of its indices is started, or the slice is over.
 * @throws Refused with the cause when Elasticsearch has given up on a shard, or an index disappeared.
 */
export async function followRestore(
  dependencies: Dependencies,
  { cluster: name, indices, bytes, slice }: FollowRestoreInput,
): Promise<FollowedRestore> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const start = Date.now();
  let first: Sample | undefined;
  for (;;) {
    const status = await look(cluster, indices);
    if (status.status === 'failed') throw new Refused('The restore cannot be completed', [status.reason]);
    const measured = await measure(cluster, indices, bytes, status);
    const now = Date.now();
    first ??= { at: now, bytesDone: measured.bytesDone };
    const transfer = withRate(measured, first, now);
    if (status.status === 'done') return { done: true, transfer };
    const { waitingFor } = status;
    const state = { transfer, ...(waitingFor === undefined ? {} : { waitingFor }) };
    report(state);
    const waited = now - start;
    if (waited >= slice) return { done: false, ...state };
    await sleep(Math.min(pollPause(waited), slice - waited));
  }
}

async function look({ elasticsearch }: Cluster, indices: readonly string[]): Promise<RestoreStatus> {
  const primaries = await getPrimaryShards(elasticsearch, indices);
  const unassigned: UnassignedShard[] = [];
  // Explaining a shard costs the master a simulated allocation: one at a time is enough to say what is wrong.
  const waiting: PrimaryShard | undefined = primaries.find(({ state }) => state === 'UNASSIGNED');
  if (waiting !== undefined) {
    const explained = await explainUnassigned(elasticsearch, waiting);
    if (explained !== null) unassigned.push(explained);
  }
  return judgeRestore(indices, primaries, unassigned);
}

async function measure(
  { elasticsearch }: Cluster,
  indices: readonly string[],
  bytes: number,
  status: Exclude<RestoreStatus, { status: 'failed' }>,
): Promise<FollowedRestore['transfer']> {
  const recoveries = await getPrimaryRecoveries(elasticsearch, indices);
  const bytesTotal = Math.max(
    bytes,
    recoveries.reduce((sum, shard) => sum + shard.bytesTotal, 0),
  );
  const bytesDone = recoveries.reduce((sum, shard) => sum + shard.bytesDone, 0);
  const { shardsTotal } = status;
  return { shardsDone: status.status === 'done' ? shardsTotal : status.shardsDone, shardsTotal, bytesDone, bytesTotal };
}
