import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { checkout } from './checkout.mjs';
import { sentence } from './sentence.mjs';

/** Runs a file on the project's Node with tsx, passes signals on, and returns its exit code (128 + n for a signal). */
export function runFile(file, args) {
  // Resolved here and not by the child, whose working directory may be anywhere.
  const child = spawn(chooseNode(), ['--import', import.meta.resolve('tsx'), file, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      // Ctrl-C goes to all processes of the terminal's foreground group, so the child has it already.
      if (signal === 'SIGTERM' || !isInForeground()) child.kill(signal);
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal] ?? 0)));
  });
}

function chooseNode() {
  const own = `${checkout}node_modules/.bin/node`;
  if (fs.existsSync(own)) return own;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  throw sentence(
    `logkeep needs Node 22.19 or newer and this is ${process.versions.node}; the npm package "node" that brings one was installed without its install script, so allow that (npm ci --ignore-scripts=false) or install a newer Node.`,
  );
}

function isInForeground() {
  try {
    // proc(5): fields 5 and 8 are our process group and the one in the terminal's foreground.
    const fields = fs.readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ');
    return fields[2] === fields[5];
  } catch {
    return Boolean(process.stdin.isTTY || process.stdout.isTTY);
  }
}
