import fs from 'node:fs';
import { SandboxError } from '../sandbox-error';

/** Throws a SandboxError unless the disk below `folder` has this many megabytes left for us. */
export function requireSpace(folder: string, megabytes: number, purpose: string): void {
  const { bavail, bsize } = fs.statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1_000_000);
  if (free < megabytes) throw noSpace(folder, `${purpose} needs ${megabytes} MB and only ${free} MB are left`);
}

/** The sentence for a full disk, if that is what this failure or program output tells about; otherwise undefined. */
export function asFullDisk(failure: unknown, folder: string): SandboxError | undefined {
  const code = (failure as NodeJS.ErrnoException | undefined)?.code;
  const text = typeof failure === 'string' ? failure : '';
  const full = code === 'ENOSPC' || /no space left on device|disk full/i.test(text);
  return full ? noSpace(folder, 'it is full') : undefined;
}

function noSpace(folder: string, why: string): SandboxError {
  return new SandboxError(
    `The disk of ${folder} has too little room: ${why}; free some, or let LOGKEEP_SANDBOX_DOWNLOADS name a folder on another disk.`,
  );
}
