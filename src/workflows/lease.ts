import {
  ApplicationFailure,
  CancellationScope,
  ParentClosePolicy,
  isCancellation,
  log,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { ChildWorkflowHandle } from '@temporalio/workflow';
import { sliceLength } from '../planning/patience';
import type { OpenedCluster } from '../activities/open-cluster';
import { quick } from './activity-proxies';
import { clusterLease, releaseSignal } from './cluster-lease';
import { leaseId } from './cluster-lease/types';
import type { Tracker } from './tracker';

type Lease = ChildWorkflowHandle<typeof clusterLease>;

/** An operation that waits longer than this for another one gives up. */
const longestWait = 12 * 3_600_000;

/**
 * Does the work of an operation while no other operation can touch the cluster: waits for the lease, and gives it back
 * whatever happens. If somebody ends the lease by hand, the work is cancelled rather than carried on unprotected.
 */
export async function underLease<T>(
  { lease: name }: OpenedCluster,
  tracker: Tracker,
  work: () => Promise<T>,
): Promise<T> {
  const lease = await acquire(name, tracker);
  const scope = new CancellationScope();
  let releasing = false;
  let lost = false;
  const watch = lease
    .result()
    .catch(() => undefined)
    .then(() => {
      if (releasing) return;
      lost = true;
      scope.cancel();
    });
  try {
    return await scope.run(work);
  } catch (error) {
    if (!lost || !isCancellation(error)) throw error;
    throw ApplicationFailure.nonRetryable(
      `The lease ${lease.workflowId} was ended by hand while this run needed it; the run stopped and put things back`,
      'LeaseLost',
    );
  } finally {
    releasing = true;
    if (!lost) await CancellationScope.nonCancellable(() => release(lease, watch));
  }
}

/** The same for an operation that works on several clusters. All take their leases in one order, so that no two wait for each other. */
export async function underLeases<T>(
  clusters: readonly OpenedCluster[],
  tracker: Tracker,
  work: () => Promise<T>,
): Promise<T> {
  const byLease = new Map(clusters.map((cluster) => [cluster.lease, cluster]));
  const last = [...byLease.keys()].sort().reverse();
  const all = last.reduce<() => Promise<T>>((inner, name) => {
    const cluster = byLease.get(name);
    return cluster === undefined ? inner : () => underLease(cluster, tracker, inner);
  }, work);
  return all();
}

/** A lease that ended in the same moment is given back too. */
async function release(lease: Lease, ended: Promise<void>): Promise<void> {
  try {
    await lease.signal(releaseSignal);
    await ended;
  } catch (error) {
    log.warn('The lease had ended before it was given back', { error });
  }
}

async function acquire(cluster: string, tracker: Tracker): Promise<Lease> {
  const id = leaseId(cluster);
  if (workflowInfo().workflowId === id) {
    throw ApplicationFailure.nonRetryable(
      `The workflow ID ${id} is that of the cluster's lease: start this run under another one`,
      'InvalidInput',
    );
  }
  const start = Date.now();
  for (let slice = 0; ; slice += 1) {
    const lease = await tryAcquire(cluster, id);
    if (lease !== null) return lease;
    const holder = await quick.awaitLease({ leaseId: id, slice: sliceLength(slice) });
    if (holder === null) continue;
    const busy = `${holder.operation} (workflow ${holder.workflowId}) is working on cluster ${cluster}`;
    if (Date.now() - start > longestWait) {
      throw ApplicationFailure.nonRetryable(
        `${busy} for more than 12 hours; look at it, and run again when it has ended`,
        'ClusterBusy',
      );
    }
    tracker.at('waiting for the lease', `Waiting: ${busy}`);
  }
}

/** Not cancellable: a cancelled run must hold its lease until everything is put back. */
async function tryAcquire(cluster: string, workflowId: string): Promise<Lease | null> {
  const { workflowType: operation, workflowId: holder } = workflowInfo();
  try {
    return await CancellationScope.nonCancellable(() =>
      startChild(clusterLease, {
        workflowId,
        args: [{ cluster, operation, holder }],
        memo: { operation, holder },
        parentClosePolicy: ParentClosePolicy.TERMINATE,
      }),
    );
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return null;
    throw error;
  }
}
