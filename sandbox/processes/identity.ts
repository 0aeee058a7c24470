import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/** A process that cannot be mistaken: numbers are used again, but never with the same start time. */
export interface ProcessIdentity {
  pid: number;
  startTime: string;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startTime: startTimeOf(process.pid) ?? 'unknown' };
}

/** Whether exactly this process still runs (a zombie does not). */
export function isAlive(identity: ProcessIdentity): boolean {
  return startTimeOf(identity.pid) === identity.startTime;
}

/** When a process started, in the system's own notation, or undefined if it does not run. */
export function startTimeOf(pid: number): string | undefined {
  return fs.existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): string | undefined {
  // proc(5): starttime is field 22, in clock ticks since boot.
  return livingStatFields(pid)?.[22 - 3];
}

function fromPs(pid: number): string | undefined {
  try {
    const output = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [state, ...started] = output.trim().split(/\s+/);
    return state && !state.startsWith('Z') ? started.join(' ') : undefined;
  } catch {
    return undefined;
  }
}

/** Linux: the fields of /proc/<pid>/stat from the third (the state) on, or undefined unless the process is alive. */
export function livingStatFields(pid: number): string[] | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the command's name, may itself hold spaces and brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const isZombie = fields[0] === 'Z' || fields[0] === 'X';
    // A killed process is a zombie from the end of its first thread on; until the last it still holds its ports and files.
    return isZombie && fs.readdirSync(`/proc/${pid}/task`).length <= 1 ? undefined : fields;
  } catch {
    return undefined;
  }
}
