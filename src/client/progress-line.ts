import { describeTransfer, shareDone } from '../planning/transfer';
import type { Transfer } from '../planning/transfer';
import type { LiveProgress } from './live-progress';

const width = 24;

/** One line for a terminal: stage, bar, amounts, and why it is being tried again. */
export function progressLine({ message, transfer, retrying, undone = [] }: LiveProgress): string {
  const parts = [message];
  if (transfer !== undefined) parts.push(`${bar(shareOf(transfer))} ${describeTransfer(transfer)}`);
  if (retrying !== undefined) parts.push(`attempt ${retrying.attempt}, because: ${retrying.reason}`);
  if (undone.length > 0) parts.push(undone.join('; '));
  return parts.join(' · ');
}

/** Empty indices have shards and no bytes; a shard that is copied anew may count more bytes than there are. */
function shareOf({ bytesDone, bytesTotal, shardsDone, shardsTotal }: Transfer): number {
  const [done, total] = bytesTotal > 0 ? [bytesDone, bytesTotal] : [shardsDone, shardsTotal];
  return total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
}

function bar(share: number): string {
  const filled = Math.round(share * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${Math.floor(share * 100)} %`;
}
