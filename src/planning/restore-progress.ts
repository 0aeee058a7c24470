import { ByteSize } from './byte-size';
import type { PrimaryShard, RestoreSight, ShardRecovery } from './shard-recovery';
import type { Transfer } from './transfer';

/** How far one index is. Sizes in bytes, primaries only. */
export interface IndexProgress {
  index: string;
  shardsDone: number;
  shardsTotal: number;
  bytesDone: number;
  bytesTotal: number;
}

export interface RestoreProgress {
  transfer: Transfer & { bytesTotal: number };
  /** Those under way, the one with most to do first. */
  underWay: IndexProgress[];
}

/** An index and its size in the snapshot; 0 where nobody knows. */
export interface SizedIndex {
  index: string;
  bytes: number;
}

/**
 * How far a restore is, all primary shards counted: one that has no node yet by its part of what the snapshot says of
 * its index, one that is started as a whole, whatever was there already (`reused`) like what was copied.
 */
export function measureRestore(
  indices: readonly SizedIndex[],
  { primaries, recoveries }: Pick<RestoreSight, 'primaries' | 'recoveries'>,
): RestoreProgress {
  const measured = indices.map((index) =>
    measureIndex(
      index,
      primaries.filter((shard) => shard.index === index.index),
      recoveries.filter((shard) => shard.index === index.index),
    ),
  );
  const sum = (of: (progress: IndexProgress) => number) => measured.reduce((total, one) => total + of(one), 0);
  const transfer = {
    shardsDone: sum(({ shardsDone }) => shardsDone),
    shardsTotal: sum(({ shardsTotal }) => shardsTotal),
    bytesDone: sum(({ bytesDone }) => bytesDone),
    bytesTotal: sum(({ bytesTotal }) => bytesTotal),
  };
  const underWay = measured
    .filter(({ shardsDone, shardsTotal }) => shardsDone < shardsTotal)
    .sort((one, other) => bytesLeft(other) - bytesLeft(one));
  return { transfer, underWay };
}

function measureIndex(
  { index, bytes }: SizedIndex,
  primaries: readonly PrimaryShard[],
  recoveries: readonly ShardRecovery[],
): IndexProgress {
  let [shardsDone, bytesDone, known, unknown] = [0, 0, 0, 0];
  for (const { shard, state } of primaries) {
    const recovery = recoveries.find((one) => one.shard === shard);
    const isStarted = state === 'STARTED' || state === 'RELOCATING';
    if (isStarted) shardsDone += 1;
    // Nothing in all is what a shard says whose list of files has not been read yet.
    if (recovery === undefined || (recovery.bytesTotal === 0 && !isStarted)) unknown += isStarted ? 0 : 1;
    else {
      known += recovery.bytesTotal;
      bytesDone += isStarted ? recovery.bytesTotal : Math.min(recovery.bytesDone, recovery.bytesTotal);
    }
  }
  // Once every shard has told, the snapshot's word is not needed: files are counted a little differently there.
  const bytesTotal = unknown === 0 && primaries.length > 0 ? known : Math.max(bytes, known);
  return { index, shardsDone, shardsTotal: primaries.length, bytesDone, bytesTotal };
}

function bytesLeft({ bytesDone, bytesTotal }: IndexProgress): number {
  return bytesTotal - bytesDone;
}

/** `ks-logstash-log-2019.11.12: 3 of 5 shards, 1.2 GB of 3.4 GB`. */
export function describeIndex({ index, shardsDone, shardsTotal, bytesDone, bytesTotal }: IndexProgress): string {
  const [done, total] = [bytesDone, bytesTotal].map((bytes) => ByteSize.ofBytes(bytes).toString());
  return `${index}: ${shardsDone} of ${shardsTotal} shards, ${done} of ${total}`;
}
