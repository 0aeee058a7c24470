import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Tells all processes in containers to end and waits until they have, at most so many milliseconds. */
export async function endContainers(boundMs: number): Promise<void> {
  const deadline = Date.now() + boundMs;
  for (const pid of containerProcesses()) terminate(pid);
  while (containerProcesses().length > 0 && Date.now() < deadline) await sleep(100);
}

/** The processes in another process namespace than ours, without those that only hold a pod's network. */
function containerProcesses(): number[] {
  const own = namespaceOf('self');
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => ![own, undefined].includes(namespaceOf(pid)) && commandOf(pid) !== 'pause').map(Number);
}

function namespaceOf(pid: string): string | undefined {
  try {
    return fs.readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
}

function commandOf(pid: string): string | undefined {
  try {
    return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function terminate(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
