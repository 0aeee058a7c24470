import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { livingStatFields } from './identity';

/** The living (not zombie) processes of a process group. */
export function groupMembers(group: number): number[] {
  return fs.existsSync('/proc/self/stat') ? fromProc(group) : fromPs(group);
}

function fromProc(group: number): number[] {
  const pids = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  // proc(5): field 5 is the process group.
  return pids.filter((pid) => livingStatFields(pid)?.[5 - 3] === String(group));
}

function fromPs(group: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [pid, itsGroup, state] = line.trim().split(/\s+/);
    return itsGroup === String(group) && state && !state.startsWith('Z') ? [Number(pid)] : [];
  });
}

/** Whether a process was started with this environment variable; false where the system does not tell. */
export function hasEnvironment(pid: number, name: string, value: string): boolean {
  // While a process becomes another program (exec), its environment reads as empty for a moment: look again.
  for (let look = 1; look <= 20; look++) {
    const environment = readProc(pid, 'environ');
    if (environment !== '' || isDying(pid)) return environment?.split('\0').includes(`${name}=${value}`) ?? false;
    pauseOneMillisecond();
  }
  return false;
}

/** Linux: whether a process has given up its memory, environment included, but perhaps still holds ports and files. */
export function isDying(pid: number): boolean {
  return readProc(pid, 'statm')?.startsWith('0 ') ?? false;
}

function pauseOneMillisecond(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

function readProc(pid: number, name: string): string | undefined {
  try {
    return fs.readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
