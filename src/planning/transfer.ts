import { ByteSize } from './byte-size';
import { formatDuration } from './duration';

/** How far a snapshot or a restore has moved its data. Sizes in bytes. */
export interface Transfer {
  shardsDone: number;
  shardsTotal: number;
  bytesDone: number;
  bytesTotal: number;
  bytesPerSecond?: number;
  /** Seconds until done at this rate; absent while nothing moves. */
  secondsLeft?: number;
}

/** Where a transfer stands at a moment. `at`: milliseconds since 1970. */
export interface Sample {
  at: number;
  bytesDone: number;
}

/** Adds the average rate since the first sample, and the time that the rest takes at that rate. */
export function withRate(transfer: Transfer, first: Sample, now: number): Transfer {
  const seconds = (now - first.at) / 1000;
  const moved = transfer.bytesDone - first.bytesDone;
  if (seconds <= 0 || moved <= 0) return transfer;
  const bytesPerSecond = moved / seconds;
  const bytesLeft = Math.max(0, transfer.bytesTotal - transfer.bytesDone);
  return {
    ...transfer,
    bytesPerSecond: Math.round(bytesPerSecond),
    secondsLeft: Math.round(bytesLeft / bytesPerSecond),
  };
}

/** `12 of 55 shards, 1.2 GB of 3.4 GB, 80 MB/s, 2 min left`. */
export function describeTransfer({
  shardsDone,
  shardsTotal,
  bytesDone,
  bytesTotal,
  bytesPerSecond,
  secondsLeft,
}: Transfer): string {
  const parts = [`${shardsDone} of ${shardsTotal} shards`];
  if (bytesTotal > 0)
    parts.push(`${ByteSize.ofBytes(bytesDone).toString()} of ${ByteSize.ofBytes(bytesTotal).toString()}`);
  if (bytesPerSecond !== undefined) parts.push(`${ByteSize.ofBytes(bytesPerSecond).toString()}/s`);
  if (secondsLeft !== undefined && secondsLeft > 0) parts.push(`${formatDuration(secondsLeft)} left`);
  return parts.join(', ');
}
