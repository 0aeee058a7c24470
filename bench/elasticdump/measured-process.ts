import { spawn } from 'node:child_process';
import fs from 'node:fs';

export interface Measured {
  /** Of the whole process. */
  seconds: number;
  /** Resident memory at its highest, in megabytes; of a look every 10 ms, since the number goes with the process. */
  peak: number;
  /** Seconds of processor time, of all its threads: what it costs on a machine that others use too. */
  processor: number;
}

/** Runs a Node script to its end. @throws Error with its output when it ends with an error. */
export function measureScript(script: string, args: readonly string[]): Promise<Measured> {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let last = { peak: 0, processor: 0 };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const looking = setInterval(() => (last = lookAt(child.pid) ?? last), 10);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(looking);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code === 0) resolve({ seconds, ...last });
      else reject(new Error(`${script} ended with ${code}:\n${output}`));
    });
  });
}

/** Linux tells memory in kB and times in hundredths of a second; null when the process is gone. */
function lookAt(pid: number | undefined): { peak: number; processor: number } | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    // Behind the name, which may have spaces: the 12th and 13th field are user and system time.
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    if (kilobytes === undefined) return null;
    return { peak: Number(kilobytes) / 1024, processor: (Number(fields[11]) + Number(fields[12])) / 100 };
  } catch {
    return null;
  }
}
