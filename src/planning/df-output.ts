import type { MeasuredSpace } from './free-space';

/** Asks for the volume that a path lies on; POSIX, so that every image understands it: one line, in KiB. */
export function dfCommand(path: string): string[] {
  return ['df', '-Pk', path];
}

/**
 * Reads what `df -Pk` prints for one path: a head, then device, size, used, available, share and mount point. A device
 * may contain blanks (a share of a Windows server), so it is read from the numbers on.
 */
export function readDf(output: string): MeasuredSpace | null {
  const [, size, available] = /\s(\d+)\s+\d+\s+(\d+)\s+(?:\d+%|-)\s+\//.exec(output.split('\n')[1] ?? '') ?? [];
  if (size === undefined || available === undefined) return null;
  return spaceOf(Number(available) * 1024, Number(size) * 1024);
}

/** The amounts as whole numbers that can be counted with: some services claim to be endless (8 EiB of Amazon EFS). */
export function spaceOf(freeBytes: number, totalBytes: number): MeasuredSpace {
  return { freeBytes: Math.min(freeBytes, most), totalBytes: Math.min(totalBytes, most) };
}

const most = Number.MAX_SAFE_INTEGER;
