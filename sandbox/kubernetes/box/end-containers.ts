import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Tells those processes in containers to end that have something to do before they do, and waits until they have, at most
 * so many milliseconds. All others end with the box as well as now.
 */
export async function endContainers(boundMs: number): Promise<void> {
  const deadline = Date.now() + boundMs;
  const told = contained().filter(catchesTerm);
  for (const pid of told) terminate(pid);
  while (contained().some((pid) => told.includes(pid)) && Date.now() < deadline) await sleep(100);
}

/** The processes in another process namespace than ours. */
function contained(): string[] {
  const own = namespaceOf('self');
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => ![own, undefined].includes(namespaceOf(pid)));
}

/** Not what only holds a pod's network: without it the others could not say goodbye to each other. */
function catchesTerm(pid: string): boolean {
  const status = read(`/proc/${pid}/status`);
  // proc(5): SigCgt is a mask in hexadecimal, bit n - 1 for signal n.
  const mask = BigInt(`0x${/^SigCgt:\s*(\w+)$/m.exec(status)?.[1] ?? 0}`);
  return (mask & (1n << 14n)) !== 0n && !/^Name:\s*pause$/m.test(status);
}

function namespaceOf(pid: string): string | undefined {
  try {
    return fs.readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function terminate(pid: string): void {
  try {
    process.kill(Number(pid), 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
