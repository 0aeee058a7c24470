import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, rmdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real file system of its own, as a node's data volume is. Needs root and a mount namespace (the suite `full`). */
export interface SmallDisk {
  path: string;
  totalBytes: number;
  freeBytes(): number;
  /** Something else on the same volume takes or gives room, until so much is free. */
  leaveFree(bytes: number): void;
  unmount(): void;
}

/** Mounts a file system of that many MB. It is in memory, and goes with the last process of the namespace. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'logkeep-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'logkeep-test', path]);
  const freeBytes = () => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  const ballast = join(path, 'something-else');
  return {
    path,
    totalBytes: megabytes * 1024 ** 2,
    freeBytes,
    leaveFree: (bytes) => {
      rmSync(ballast, { force: true });
      const surplus = freeBytes() - Math.ceil(bytes);
      if (surplus > 0) execFileSync('fallocate', ['-l', String(surplus), ballast]);
    },
    unmount: () => {
      execFileSync('umount', ['--lazy', path]);
      rmdirSync(path);
    },
  };
}
