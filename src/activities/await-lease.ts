import { Context, sleep } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { report } from './liveness';

/** Who holds the lease of a cluster. */
export interface LeaseHolder {
  operation: string;
  workflowId: string;
}

const pause = 1_000;

/**
 * Waits until a lease is free, or the slice is over.
 * @returns null when it is free, else its holder.
 */
export async function awaitLease(
  _: unknown,
  { leaseId, slice }: { leaseId: string; slice: number },
): Promise<LeaseHolder | null> {
  const lease = Context.current().client.workflow.getHandle(leaseId);
  const end = Date.now() + slice;
  for (;;) {
    const holder = await holderOf(lease);
    if (holder === null || Date.now() >= end) return holder;
    report({ waitingFor: holder });
    await sleep(pause);
  }
}

async function holderOf(lease: WorkflowHandle): Promise<LeaseHolder | null> {
  try {
    const { status, memo } = await lease.describe();
    if (status.name !== 'RUNNING') return null;
    return { operation: asText(memo?.operation), workflowId: asText(memo?.holder) };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : 'unknown';
}
