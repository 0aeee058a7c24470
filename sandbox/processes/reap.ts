import fs from 'node:fs';
import { worldFolder, worldsFolder } from '../places';
import { isAlive, startTimeOf } from './identity';
import { readRecords } from './record';
import type { ServerRecord } from './record';
import { forgetServer, isRunning, stopServer } from './stop';

/**
 * Stops every server whose owner has died (a killed demo, test or start), and forgets servers that have ended by
 * themselves. Every command calls this first. Returns the names of the servers that had to be stopped.
 */
export async function reapOrphans(): Promise<string[]> {
  const stopped = await Promise.all(readRecords().map(reap));
  removeDeadTestWorlds();
  return stopped.flat();
}

async function reap(record: ServerRecord): Promise<string[]> {
  if (!isRunning(record)) {
    // The owner may just be restarting it; only what has no living owner is forgotten.
    if (isOrphan(record) || record.owner === null) await forgetServer(record);
    return [];
  }
  if (!isOrphan(record)) return [];
  await stopServer(record);
  return [`${record.world}/${record.name}`];
}

function isOrphan(record: ServerRecord): boolean {
  return record.owner === null ? record.state !== 'ready' : !isAlive(record.owner);
}

function removeDeadTestWorlds(): void {
  for (const world of fs.existsSync(worldsFolder()) ? fs.readdirSync(worldsFolder()) : []) {
    const pid = /^test-(\d+)/.exec(world)?.[1];
    if (pid && startTimeOf(Number(pid)) === undefined && readRecords(world).length === 0)
      fs.rmSync(worldFolder(world), { recursive: true, force: true });
  }
}
