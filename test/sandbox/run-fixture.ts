import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { checkout } from '../../sandbox/places';

/** Runs a fixture in a process of its own, on the project's Node. */
export function runFixture(name: string, args: string[] = []): ChildProcess {
  const node = path.join(checkout, 'node_modules/.bin/node');
  const file = path.join(__dirname, 'fixtures', `${name}.ts`);
  return spawn(node, ['--import', 'tsx', file, ...args], { cwd: checkout, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The first line that a child prints. */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '');
    });
    child.once('close', () => reject(new Error(`ended without a line: ${text}`)));
  });
}

/** Kills a child so that it cannot clean up, and waits until it is gone. */
export async function killHard(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
