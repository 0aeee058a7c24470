import { ApplicationFailure } from '@temporalio/workflow';
import { formatDuration } from '../planning/duration';
import type { StallWatch } from '../planning/stall';
import type { Transfer } from '../planning/transfer';

/** Elasticsearch may be slow, but what has not moved for this long will not: other operations wait behind it. */
const patience = 6 * 3_600_000;

/** @throws ApplicationFailure `Stalled` when nothing has moved for hours. */
export function failIfStalled(what: string, watch: StallWatch, transfer: Transfer | undefined): void {
  const idle = watch.idle(transfer, Date.now());
  if (idle < patience) return;
  throw ApplicationFailure.nonRetryable(
    `${what} has not moved for ${formatDuration(idle / 1000)}; look at the cluster and its log, and run again`,
    'Stalled',
  );
}
