import { sleep } from '@temporalio/activity';
import { getPrimaryRecoveries } from '../elasticsearch/recovery';
import { explainUnassigned, getPrimaryShards } from '../elasticsearch/shards';
import { pollPause } from '../planning/patience';
import { judgeRestore } from '../planning/shard-recovery';
import type { RestoreSight, RestoreStatus } from '../planning/shard-recovery';
import type { Sample, Transfer } from '../planning/transfer';
import { withRate } from '../planning/transfer';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { report } from './liveness';
import { DiskWatch } from './room/disk-watch';
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
 * @throws Refused with the cause when Elasticsearch has given up on a shard, an index disappeared, or a disk is about to be full.
 */
export async function followRestore(
  dependencies: Dependencies,
  { cluster: name, indices, bytes, slice }: FollowRestoreInput,
): Promise<FollowedRestore> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const start = Date.now();
  const disks = new DiskWatch(cluster, indices);
  let first: Sample | undefined;
  for (;;) {
    const sight = await look(cluster, indices);
    const status = judgeRestore(indices, sight);
    if (status.status === 'failed') throw new Refused('The restore cannot be completed', [status.reason]);
    const measured = measure(bytes, sight, status);
    const now = Date.now();
    first ??= { at: now, bytesDone: measured.bytesDone };
    const transfer = withRate(measured, first, now);
    if (status.status === 'done') return { done: true, transfer };
    await disks.look();
    const { waitingFor } = status;
    const state = { transfer, ...(waitingFor === undefined ? {} : { waitingFor }) };
    report(state);
    const waited = now - start;
    if (waited >= slice) return { done: false, ...state };
    await sleep(Math.min(pollPause(waited), slice - waited));
  }
}

async function look({ elasticsearch }: Cluster, indices: readonly string[]): Promise<RestoreSight> {
  const primaries = await getPrimaryShards(elasticsearch, indices);
  const present = indices.filter((index) => primaries.some((shard) => shard.index === index));
  const recoveries = await getPrimaryRecoveries(elasticsearch, present);
  // Explaining a shard costs the master a simulated allocation, and a few say what is wrong with all. Not one alone: after
  // a restart of the cluster a shard whose turn had not come looks like one whose node is away.
  const waiting = primaries.filter(({ state }) => state === 'UNASSIGNED').slice(0, mostExplained);
  const explained = await Promise.all(waiting.map((shard) => explainUnassigned(elasticsearch, shard)));
  return { primaries, recoveries, unassigned: explained.filter((shard) => shard !== null) };
}

const mostExplained = 5;

function measure(
  bytes: number,
  { recoveries }: RestoreSight,
  status: Exclude<RestoreStatus, { status: 'failed' }>,
): FollowedRestore['transfer'] {
  const total = recoveries.reduce((sum, shard) => sum + shard.bytesTotal, 0);
  const bytesDone = recoveries.reduce((sum, shard) => sum + shard.bytesDone, 0);
  const { shardsTotal } = status;
  const shardsDone = status.status === 'done' ? shardsTotal : status.shardsDone;
  return { shardsDone, shardsTotal, bytesDone, bytesTotal: Math.max(bytes, total) };
}
