import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  process: ChildProcess;
  ended: Promise<Ended>;
  /** Resolves with standard output as soon as that or standard error has this text. */
  printed(text: string): Promise<string>;
}

const loader = pathToFileURL(require.resolve('tsx')).href;

/** Starts a file of src/ as a process of its own, in a folder, with no settings of Temporal, logkeep and colours but these. */
export function startSource(
  file: string,
  folder: string,
  args: readonly string[],
  settings: Record<string, string> = {},
): Started {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(TEMPORAL|LOGKEEP)_|_COLOR$/.test(name));
  const env = { ...Object.fromEntries(inherited), TEMPORAL_CONFIG_FILE: resolve(folder, 'none.toml'), ...settings };
  const entry = resolve(__dirname, '../../src', file);
  const child = spawn(process.execPath, ['--import', loader, entry, ...args], { cwd: folder, env });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
  const printed = (text: string) =>
    new Promise<string>((done, failed) => {
      const look = () => (stdout + stderr).includes(text) && done(stdout);
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      look();
      void ended.then(() => failed(new Error(`ended without "${text}": ${stdout}${stderr}`)));
    });
  return { process: child, ended, printed };
}
