import fs from 'node:fs';
import { isAlive, ownIdentity } from '../processes/identity';
import type { ProcessIdentity } from '../processes/identity';
import { SandboxError } from '../sandbox-error';
import { waitUntil } from '../wait-until';

/**
 * Runs `work` while no other process holds the lock file; waits as long as a living process holds it (an hour at
 * most), and takes over a lock whose holder has died. Two calls in one process exclude each other too.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await waitUntil(() => tryLock(file), {
    boundMs: 3_600_000,
    everyMs: 100,
    onTimeout: () =>
      new SandboxError(`${file} has been held by another process for an hour; end that process and run again.`),
  });
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  fs.writeFileSync(draft, JSON.stringify(ownIdentity()));
  try {
    // A link appears whole or not at all, so nobody ever reads a lock without its holder.
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (holderIsDead(file)) breakLock(file);
    return false;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function holderIsDead(file: string): boolean {
  try {
    return !isAlive(JSON.parse(fs.readFileSync(file, 'utf8')) as ProcessIdentity);
  } catch {
    // Just released.
    return false;
  }
}

/** Removes a dead holder's lock; only one process at a time may, lest it removes the lock of the one that was faster. */
function breakLock(file: string): void {
  const guard = `${file}.breaking`;
  try {
    fs.mkdirSync(guard);
  } catch {
    // Breaking takes no time at all: an old guard was left by a process that was killed while it held it.
    const since = fs.statSync(guard, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > 10_000) fs.rmSync(guard, { recursive: true, force: true });
    return;
  }
  if (holderIsDead(file)) fs.rmSync(file, { force: true });
  fs.rmSync(guard, { recursive: true, force: true });
}
