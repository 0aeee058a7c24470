import { spawn } from 'node:child_process';
import fs from 'node:fs';

export interface Measured {
  /** Of the whole process. */
  seconds: number;
  /** Resident memory at its highest, in megabytes; of a look every 10 ms, since the number goes with the process. */
  peak: number;
}

/** Runs a Node script to its end. @throws Error with its output when it ends with an error. */
export function measureScript(script: string, args: readonly string[]): Promise<Measured> {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let peak = 0;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const looking = setInterval(() => (peak = Math.max(peak, peakOf(child.pid))), 10);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(looking);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code === 0) resolve({ seconds, peak });
      else reject(new Error(`${script} ended with ${code}:\n${output}`));
    });
  });
}

/** Linux tells it in kB; 0 when the process is gone. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
