import type { DiskRules, Room, Volume } from './room';

export interface Floors {
  /** With less free than that, in bytes, the server gives the volume no shard. */
  entry: number;
  /** What has to be free at the end of a restore, in bytes. */
  keep: number;
}

/** Where the server does not look at its disks. */
const bareMinimum = 1024 ** 3;
const bareShare = 0.05;

/**
 * What has to stay free of a volume. Normally above the low watermark: below it tomorrow's index could not be placed.
 * The only data node of a cluster is given shards whatever its disk says (before 8.0), but is blocked at the flood stage
 * all the same.
 */
export function floorsOf({ nodes, rules: { disk } }: Pick<Room, 'nodes' | 'rules'>, volume: Volume): Floors {
  const { totalBytes } = volume;
  if (!disk.enabled) return { entry: 0, keep: Math.min(bareMinimum, Math.floor(totalBytes * bareShare)) };
  if (!heedsLow(disk, nodes.length)) return { entry: 0, keep: disk.high.freeBytes(totalBytes) };
  const low = disk.low.freeBytes(totalBytes);
  return { entry: low, keep: low };
}

/** Whether the low watermark keeps shards from being placed. */
export function heedsLow(disk: DiskRules, dataNodes: number): boolean {
  return disk.enabled && (disk.forLoneNode || dataNodes > 1);
}
