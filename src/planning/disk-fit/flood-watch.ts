import { ByteSize } from '../byte-size';
import type { DataNode, DiskRules } from './room';

/** How the failure of a run begins that stopped itself, lest a disk become full: nothing is wrong with what it restored. */
export const stoppedForRoom = 'Stopped before the disk of node';

/** A node that must not take more. */
export interface NearFlood {
  node: string;
  /** A clause that says how much is left, and where the server would block. */
  sentence: string;
}

/** Where the server does not look at its disks, this share of a volume is left to it, at most the amount. */
const bareShare = 0.02;
const bareAmount = 256 * 1024 ** 2;

/**
 * The nodes whose disk has come so near to the flood stage that a restore has to stop: half way down from the high
 * watermark to it, since the server looks at its disks every 30 s and blocks every index of a node at once.
 */
export function nearFlood(nodes: readonly DataNode[], rules: DiskRules): NearFlood[] {
  return nodes.flatMap(({ name, volumes }) => {
    const full = volumes.find(({ totalBytes, freeBytes }) => freeBytes < stopLine(rules, totalBytes));
    if (full === undefined) return [];
    const { freeBytes, totalBytes } = full;
    const left = `${size(freeBytes)} of ${size(totalBytes)} are left`;
    const then = rules.enabled
      ? `below ${size(rules.flood.freeBytes(totalBytes))} Elasticsearch blocks every index on it for writing`
      : 'and Elasticsearch is told not to look at its disks';
    return [{ node: name, sentence: `${left} on node ${name}; ${then}` }];
  });
}

/** Below that many free bytes a restore has to stop. */
export function stopLine({ enabled, high, flood }: DiskRules, totalBytes: number): number {
  if (!enabled) return Math.min(bareAmount, totalBytes * bareShare);
  const floor = flood.freeBytes(totalBytes);
  const above = Math.max(0, high.freeBytes(totalBytes) - floor) / 2;
  // Where both watermarks are the same, a little has to be left all the same.
  return floor + Math.max(above, totalBytes / 200);
}

function size(bytes: number): string {
  return ByteSize.ofBytes(bytes).toString();
}
