import fs from 'node:fs';
import path from 'node:path';
import { SandboxError } from './sandbox-error';

export interface ServerUser {
  uid: number;
  gid: number;
}

/**
 * The user that servers run as, or null when they simply run as the caller. Elasticsearch refuses to run as root, so
 * root starts it as uid 1000 (LOGKEEP_SANDBOX_UID chooses another).
 */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const text = process.env['LOGKEEP_SANDBOX_UID'] ?? '1000';
  if (!/^[1-9]\d*$/.test(text))
    throw new SandboxError(
      `LOGKEEP_SANDBOX_UID is "${text}", but has to be a numeric user id above 0; set it or unset it.`,
    );
  return { uid: Number(text), gid: Number(text) };
}

/** Whether the server user may walk into `folder`: every folder on the way needs its execute bit. True without a server user. */
export function isReachableByServers(folder: string): boolean {
  const user = serverUser();
  if (!user) return true;
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if (!mayEnter(current, user)) return false;
    if (current === path.dirname(current)) return true;
  }
}

function mayEnter(folder: string, user: ServerUser): boolean {
  // A folder that does not exist yet will be made by us, readable; what counts are its parents.
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  if (!stat) return true;
  if (stat.uid === user.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === user.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}
