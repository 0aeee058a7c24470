import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkout } from '../../sandbox/places';
import { startTimeOf } from '../../sandbox/processes/identity';
import { eventually } from '../world/eventually';

const config = path.join(__dirname, 'fixtures/hanging/jest.config.cjs');

test('a test run that is told to end takes jest and its workers with it', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logkeep-pids-'));
  const options = ['--selectProjects', 'hanging', '--config', config, '--maxWorkers', '2'];
  const run = spawn(process.execPath, ['--import', 'tsx', path.join(checkout, 'test/run.ts'), ...options], {
    cwd: checkout,
    stdio: 'ignore',
    env: { ...process.env, LOGKEEP_TEST_PIDS: folder },
  });
  const written = () => fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
  await eventually(() => Promise.resolve(written().filter((text) => text !== '').length === 2));
  // Jest's two workers, and jest itself.
  const pids = [...new Set(written().flatMap((text) => text.split(' ').map(Number)))];
  expect(pids).toHaveLength(3);

  const exited = once(run, 'exit');
  run.kill('SIGTERM');
  expect(await exited).toEqual([128 + os.constants.signals.SIGTERM, null]);
  await eventually(() => Promise.resolve(pids.every((pid) => startTimeOf(pid) === undefined)));
  fs.rmSync(folder, { recursive: true });
});
