import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { worldFolder } from '../../sandbox/places';
import { isAlive, ownIdentity, startTimeOf } from '../../sandbox/processes/identity';
import { reapOrphans } from '../../sandbox/processes/reap';
import { readRecords } from '../../sandbox/processes/record';
import type { ServerRecord } from '../../sandbox/processes/record';
import { isRunning, stopServer } from '../../sandbox/processes/stop';
import { removeWorld } from '../../sandbox/servers/server-handle';
import { waitUntil } from '../../sandbox/wait-until';
import { firstLine, killHard, runFixture } from './run-fixture';

test('a server is left alone while its owner lives, and is stopped once the owner was killed', async () => {
  const owner = runFixture('own-a-sleeper');
  const record = JSON.parse(await firstLine(owner)) as ServerRecord;

  expect(await reapOrphans()).not.toContain(`${record.world}/sleeper`);
  expect(isRunning(record)).toBe(true);

  await killHard(owner);
  expect(isRunning(record)).toBe(true);
  await reapOrphans();
  expect(isRunning(record)).toBe(false);
  expect(readRecords(record.world)).toEqual([]);
  expect(fs.existsSync(worldFolder(record.world))).toBe(false);
});

test('a server that was handed over outlives its owner', async () => {
  const owner = runFixture('own-a-sleeper', ['hand-over']);
  const record = JSON.parse(await firstLine(owner)) as ServerRecord;
  await killHard(owner);
  try {
    await reapOrphans();
    expect(isRunning(record)).toBe(true);
    expect(readRecords(record.world)).toHaveLength(1);
  } finally {
    await removeWorld(record.world);
  }
  expect(isRunning(record)).toBe(false);
});

test('a process that got the number of an earlier server is not touched', async () => {
  const innocent = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  try {
    const pid = innocent.pid ?? 0;
    await stopServer({ ...anyRecord, process: { pid, startTime: '1' } });
    expect(startTimeOf(pid)).toBeDefined();
  } finally {
    await killHard(innocent);
  }
});

test('what a launcher left behind when it alone was killed is stopped, too', async () => {
  // A launcher that is killed before it has forked leaves nothing behind: it has to say when it has.
  const script = 'sleep 600 & echo launched; sleep 600';
  const environment = { PATH: process.env['PATH'], LOGKEEP_SANDBOX_MARK: anyRecord.mark };
  const launcher = spawn('sh', ['-c', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: environment,
  });
  await firstLine(launcher);
  const pid = launcher.pid ?? 0;
  const record = { ...anyRecord, process: { pid, startTime: startTimeOf(pid) ?? '' } };
  await killHard(launcher);
  expect(isAlive(record.process)).toBe(false);
  expect(isRunning(record)).toBe(true);
  await stopServer(record);
  expect(isRunning(record)).toBe(false);
});

test('a start that is killed half-way leaves nothing after the next command', async () => {
  const starter = runFixture('start-elasticsearch');
  const world = `test-${starter.pid}`;
  const record = await waitUntil(() => readRecords(world)[0], {
    boundMs: 100_000,
    onTimeout: () => new Error('no record'),
  });
  await killHard(starter);
  await reapOrphans();
  expect(isRunning(record)).toBe(false);
  expect(readRecords(world)).toEqual([]);
});

const anyRecord: ServerRecord = {
  ...{ world: `test-${process.pid}`, name: 'any', title: 'Any', mark: `mark-${process.pid}`, state: 'ready' },
  ...{ process: ownIdentity(), owner: null, ports: {}, directory: '', logFile: '', startedAt: '', details: {} },
};
