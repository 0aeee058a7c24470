import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkout } from '../../sandbox/places';
import { firstLine } from './run-fixture';

const fixture = path.join(__dirname, 'fixtures/exit-as-told.ts');

function bootstrap(...args: string[]) {
  const command = [path.join(checkout, 'sandbox/bootstrap.mjs'), ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  return { child, code: new Promise((resolve) => child.once('exit', resolve)) };
}

test("ends with the program's exit code", async () => {
  expect(await bootstrap(fixture, '7').code).toBe(7);
});

test('passes a signal on and tells of it in the exit code', async () => {
  const { child, code } = bootstrap(fixture, 'wait');
  await firstLine(child);
  child.kill('SIGTERM');
  expect(await code).toBe(128 + 15);
});

test('without a file it is used wrongly', async () => {
  expect(await bootstrap().code).toBe(2);
});
