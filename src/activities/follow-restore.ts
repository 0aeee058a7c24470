import { sleep } from '@temporalio/activity';
import { getPrimaryRecoveries } from '../elasticsearch/recovery';
import { explainUnassigned, getPrimaryShards } from '../elasticsearch/shards';
import { pollPause } from '../planning/patience';
import { RecentRate } from '../planning/recent-rate';
import { measureRestore } from '../planning/restore-progress';
import type { IndexProgress, SizedIndex } from '../planning/restore-progress';
import { judgeRestore } from '../planning/shard-recovery';
import type { RestoreSight } from '../planning/shard-recovery';
import type { Sample, Transfer } from '../planning/transfer';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { report } from './liveness';
import { DiskWatch } from './room/disk-watch';
import { withinActivity } from './within-activity';

export interface FollowRestoreInput {
  cluster: string;
  /** By the names that they get, each with its size in its snapshot. */
  indices: SizedIndex[];
  /** Milliseconds after which to come back with an interim report. */
  slice: number;
  /** Where the slices before saw it, so that the rate goes on from there. */
  recent?: readonly Sample[];
}

export interface FollowedRestore {
  done: boolean;
  transfer: Transfer & { bytesTotal: number };
  /** The few with most to do, that one first. */
  underWay: IndexProgress[];
  recent: readonly Sample[];
  /** Why shards have no node yet, in Elasticsearch's words. */
  waitingFor?: string;
  /** A restart of the whole cluster has made it forget the restore: it has to be begun again. */
  forgotten?: string;
}

/** A history has room for the few that a person looks at; a heartbeat for as many as fit on a screen. */
const mostInHistory = 3;
const mostInHeartbeat = 50;

/**
 * Watches a restore until every primary shard of its indices is started, or the slice is over.
 * @throws Refused with the cause when Elasticsearch has given up on a shard, an index disappeared, or a disk is about to be full.
 */
export async function followRestore(
  dependencies: Dependencies,
  { cluster: name, indices, slice, recent }: FollowRestoreInput,
): Promise<FollowedRestore> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const start = Date.now();
  const rate = new RecentRate(recent);
  const names = indices.map(({ index }) => index);
  const disks = new DiskWatch(cluster, names);
  for (;;) {
    const sight = await look(cluster, names);
    const status = judgeRestore(names, sight);
    if (status.status === 'failed') throw new Refused('The restore cannot be completed', [status.reason]);
    const now = Date.now();
    const measured = measureRestore(indices, sight);
    const transfer = rate.rated(measured.transfer, now);
    const seen = { transfer, underWay: measured.underWay.slice(0, mostInHistory), recent: rate.recent };
    if (status.status === 'done') return { done: true, ...seen };
    if (status.status === 'forgotten') return { done: false, ...seen, forgotten: status.reason };
    await disks.look();
    const waiting = status.waitingFor === undefined ? {} : { waitingFor: status.waitingFor };
    report({ transfer, indices: measured.underWay.slice(0, mostInHeartbeat), ...waiting });
    const waited = now - start;
    if (waited >= slice) return { done: false, ...seen, ...waiting };
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
