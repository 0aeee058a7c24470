import fs from 'node:fs';
import path from 'node:path';
import { worldFolder, worldsFolder } from '../places';
import type { ProcessIdentity } from './identity';
import type { KernelObjects } from './kernel-objects';

/** What is remembered on disk about a server that was started, so that a later command can find and stop it. */
export interface ServerRecord {
  world: string;
  name: string;
  /** The server's kind and version for people, such as `elasticsearch 6.7.0`. */
  title: string;
  /** A random mark in the environment of every process of this server. */
  mark: string;
  /** The leader of the server's own process group. */
  process: ProcessIdentity;
  /** Who is responsible for stopping it; null once it has been left running on purpose. */
  owner: ProcessIdentity | null;
  state: 'starting' | 'ready';
  ports: Record<string, number>;
  directory: string;
  logFile: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** What the server's own kind wants to find again, such as its version and address. */
  details: Record<string, unknown>;
  /** What has to be removed when its processes have ended. */
  kernelObjects?: KernelObjects;
}

/** Writes a record; a reader never sees half of one. */
export function writeRecord(record: ServerRecord): void {
  const file = recordFile(record);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, JSON.stringify(record, null, 2), { mode: 0o600 });
  fs.renameSync(temporary, file);
}

/** Forgets a server, unless the record has meanwhile been replaced by another start under the same name. */
export function removeRecord(record: ServerRecord): void {
  const current = parse(recordFile(record));
  if (current?.mark === record.mark) fs.rmSync(recordFile(record), { force: true });
}

/** All records of one world, or of every world, oldest first. */
export function readRecords(world?: string): ServerRecord[] {
  const worlds = world === undefined ? list(worldsFolder()) : [world];
  const files = worlds.flatMap((one) => list(worldFolder(one)).map((name) => path.join(worldFolder(one), name)));
  const records = files.filter((file) => file.endsWith(suffix)).map(parse);
  return records.filter((record) => record !== undefined).sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

/** Leaves the world's servers running when this process ends: they belong to nobody until `stop`. */
export function handOver(world: string): void {
  for (const record of readRecords(world)) if (record.state === 'ready') writeRecord({ ...record, owner: null });
}

const suffix = '.server.json';

function recordFile(record: { world: string; name: string }): string {
  return path.join(worldFolder(record.world), record.name + suffix);
}

function parse(file: string): ServerRecord | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as ServerRecord;
  } catch {
    return undefined;
  }
}

function list(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
}
