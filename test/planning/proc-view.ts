import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The commands read Linux's /proc, as they do in a container. */
export const hasProc = existsSync('/proc/self/cmdline');

/**
 * What a shell in a container sees of its processes: a folder like /proc with nothing but our children and the shell
 * itself in it. Real processes are really ended, but nobody else's Elasticsearch on this machine.
 */
export class ProcView {
  private readonly folder = mkdtempSync(join(tmpdir(), 'logkeep-proc-'));
  private readonly children: ChildProcess[] = [];

  /** Starts a process, waits until it is what it was started as, and shows it to the shell. */
  async start([program = '', ...args]: readonly string[], argv0 = program): Promise<ChildProcess> {
    const child = spawn(program, args, { argv0, stdio: 'ignore' });
    this.children.push(child);
    const wanted = [argv0, ...args, ''].join('\0');
    while (cmdlineOf(child) !== wanted) {
      if (child.exitCode !== null) throw new Error(`${program} has ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    symlinkSync(`/proc/${child.pid}`, join(this.folder, `${child.pid}`));
    return child;
  }

  /** Runs a command of a pod, which is a shell with its script. @returns what it prints. */
  async run([shell = '', option = '', script = '']: readonly string[]): Promise<string> {
    const own = `ln -s /proc/$$ ${this.folder}/$$; ${script.replaceAll('/proc/', `${this.folder}/`)}`;
    const { stdout } = await promisify(execFile)(shell, [option, own]);
    return stdout;
  }

  async end(): Promise<void> {
    await Promise.all(this.children.map(ended));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The signal that has ended a process. @returns null when it ended by itself. */
export async function endOf(child: ChildProcess): Promise<NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
  return child.signalCode;
}

/** Whether it still runs. */
export function runs(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null && cmdlineOf(child) !== '';
}

function cmdlineOf({ pid }: ChildProcess): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function ended(child: ChildProcess): Promise<unknown> {
  child.kill('SIGKILL');
  return endOf(child);
}
