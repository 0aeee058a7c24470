import { ByteSize } from './byte-size';
import { formatDuration } from './duration';

/** How far a snapshot or a restore has moved its data. Sizes in bytes. */
export interface Transfer {
  shardsDone: number;
  shardsTotal: number;
  bytesDone: number;
  /** Absent while the server does not know it yet. */
  bytesTotal?: number;
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
export function withRate<T extends Transfer>(transfer: T, first: Sample, now: number): T {
  const seconds = (now - first.at) / 1000;
  const moved = transfer.bytesDone - first.bytesDone;
  if (seconds <= 0 || moved <= 0) return transfer;
  const bytesPerSecond = moved / seconds;
  const rated = { ...transfer, bytesPerSecond: Math.round(bytesPerSecond) };
  if (transfer.bytesTotal === undefined) return rated;
  const bytesLeft = Math.max(0, transfer.bytesTotal - transfer.bytesDone);
  return { ...rated, secondsLeft: Math.round(bytesLeft / bytesPerSecond) };
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
  const done = ByteSize.ofBytes(bytesDone).toString();
  if (bytesTotal === undefined) parts.push(done);
  else if (bytesTotal > 0) parts.push(`${done} of ${ByteSize.ofBytes(bytesTotal).toString()}`);
  if (bytesPerSecond !== undefined) parts.push(`${ByteSize.ofBytes(bytesPerSecond).toString()}/s`);
  if (secondsLeft !== undefined && secondsLeft > 0) parts.push(`${formatDuration(secondsLeft)} left`);
  return parts.join(', ');
}

/** How much is done, from 0 to 1: by bytes, or by shards while there is no total (empty indices have none at all). */
export function shareDone({ shardsDone, shardsTotal, bytesDone, bytesTotal }: Transfer): number {
  const [done, total] =
    bytesTotal === undefined || bytesTotal === 0 ? [shardsDone, shardsTotal] : [bytesDone, bytesTotal];
  return total === 0 ? 0 : Math.min(1, done / total);
}
