import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Elasticsearch's user; who is not root can only run as who he is. */
export const isRoot = process.getuid?.() === 0;
export const user = isRoot ? 1000 : (process.getuid?.() ?? 1000);

/** A folder that every user may enter and write to, as a fresh volume is. */
export function volume(): string {
  const folder = mkdtempSync(join(tmpdir(), 'logkeep-volume-'));
  chmodSync(folder, 0o777);
  return folder;
}

export function removeVolume(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export interface ScriptRun {
  /** As which user; default Elasticsearch's. */
  uid?: number;
  /** Commands that answer in place of the system's: a fault that no test can make. */
  commands?: Record<string, string>;
}

/** Runs a pod's script in a real shell. @returns what it leaves as its termination message. */
export async function runShellScript(
  script: string,
  args: readonly (string | number)[],
  { uid = user, commands = {} }: ScriptRun = {},
): Promise<string> {
  const place = volume();
  const log = join(place, 'termination-log');
  writeFileSync(log, '');
  chmodSync(log, 0o666);
  mkdirSync(join(place, 'bin'));
  for (const [name, text] of Object.entries(commands))
    writeFileSync(join(place, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const env = { ...process.env, PATH: `${join(place, 'bin')}:${process.env['PATH'] ?? ''}`, HOSTNAME: 'es-data-0' };
  const own = script.replaceAll('/dev/termination-log', log);
  try {
    await promisify(execFile)('/bin/sh', ['-c', own, 'script', ...args.map(String)], {
      env,
      ...(isRoot ? { uid, gid: uid } : {}),
    });
    return readFileSync(log, 'utf8');
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
