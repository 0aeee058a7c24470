import fs from 'node:fs';
import { worldFolder } from '../places';
import type { ServerRecord } from '../processes/record';
import { readRecords } from '../processes/record';
import { stopServer } from '../processes/stop';

/** Ends a server in the orderly way. In a test's world its data goes with it. */
export async function stopForGood(record: ServerRecord): Promise<void> {
  await stopServer(record);
  if (!record.world.startsWith('test-')) return;
  fs.rmSync(record.directory, { recursive: true, force: true });
  fs.rmSync(record.logFile, { force: true });
  if (readRecords(record.world).length === 0) fs.rmSync(worldFolder(record.world), { recursive: true, force: true });
}

/** Ends a server at once (SIGKILL to its whole group), as a power cut would; its data stays. */
export async function killServer(record: ServerRecord): Promise<void> {
  await stopServer(record, { signal: 'SIGKILL', graceMs: 10_000 });
}

/** Stops every server of a world and deletes all that it wrote. */
export async function removeWorld(world: string): Promise<void> {
  await Promise.all(readRecords(world).map((record) => stopServer(record)));
  fs.rmSync(worldFolder(world), { recursive: true, force: true });
}

/** The first of `base`, `base-2`, `base-3`, … that no server in this world has yet. */
export function freeName(world: string, base: string): string {
  const taken = new Set(readRecords(world).map((record) => record.name));
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}-${count}`;
  return name;
}
