import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { countDocuments, deleteIndices, listIndices } from '../../../src/elasticsearch/indices';
import { createSnapshot, getSnapshot } from '../../../src/elasticsearch/snapshots';
import { eventually } from '../../world/eventually';
import { registerLogRepository, repository, startLogCluster, writeLogs } from '../../world/log-cluster';
import type { LogCluster } from '../../world/log-cluster';
import { sharedWorld } from '../../world/running-world';
import { startTemporalWorld } from '../../world/temporal';
import type { TemporalWorld } from '../../world/temporal';
import { writeConfig } from '../../world/worker-process';

const root = resolve(__dirname, '../../..');
const index = (day: number) => `ks-logstash-log-2019.11.${day}`;

let cluster: LogCluster;
let temporal: TemporalWorld;
let folder: string;
let config: string;

beforeAll(async () => {
  cluster = await startLogCluster('7.17.29');
  temporal = await startTemporalWorld([cluster]);
  folder = mkdtempSync(join(tmpdir(), 'logkeep-picker-'));
  config = writeConfig(folder, [cluster], temporal.taskQueue);
  await registerLogRepository(cluster);
  for (const day of [10, 11, 12]) await writeLogs(cluster, index(day), day);
  const indices = [10, 11, 12].map(index);
  await createSnapshot(cluster.elasticsearch, { repository, name: 'nightly', indices, takenBy: 'w' });
  await eventually(async () => (await getSnapshot(cluster.elasticsearch, repository, 'nightly'))?.state === 'SUCCESS');
  await deleteIndices(cluster.elasticsearch, [index(10), index(11)]);
});
afterAll(async () => {
  await temporal.stop();
  await cluster.stop();
  rmSync(folder, { recursive: true });
});

const running = new Set<ChildProcess>();
afterEach(() => running.forEach((child) => child.kill()));

/** The real command on a real terminal: `script` of util-linux opens one. */
function onTerminal(args: string) {
  // Without a size the terminal would be one column wide.
  const command = `stty cols 120 rows 40; exec ${process.execPath} --import tsx ${join(root, 'src/client/main.ts')} --config ${config} ${args}`;
  const child = spawn('script', ['-qfec', command, '/dev/null'], {
    cwd: root,
    env: { ...process.env, TEMPORAL_ADDRESS: sharedWorld().temporal, TERM: 'xterm' },
    stdio: 'pipe',
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let seen = '';
  child.stdout.on('data', (chunk: Buffer) => (seen += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  return {
    seen: () => seen,
    shows: async (text: string) => {
      await eventually(() => Promise.resolve(seen.includes(text) || child.exitCode !== null));
      expect(seen).toContain(text);
    },
    press: (keys: string) => void child.stdin.write(keys),
    ended,
  };
}

const [space, down, enter, interrupt] = [' ', '\u001b[B', '\r', '\u0003'];

test('a person chooses days, sees the plan, agrees, and has them back', async () => {
  const terminal = onTerminal(`restore ${cluster.name}`);
  await terminal.shows('Days of');
  // The twelfth is there and cannot be chosen.
  expect(terminal.seen()).toMatch(/2019-11-12 .*\(is there\)/);
  expect(terminal.seen()).toMatch(/2019-11-11 +[\d.]+ kB +nightly/);
  terminal.press(space + down + space + enter);
  await terminal.shows('Restore them now?');
  expect(terminal.seen()).toMatch(/From nightly[^]*the newest that holds them whole[^]*ks-logstash-log-2019\.11\.10/);
  expect(await listIndices(cluster.elasticsearch, index(10))).toEqual([]);
  terminal.press(`y${enter}`);
  expect(await terminal.ended).toBe(0);
  expect(terminal.seen()).toContain('Restored ');
  expect(await countDocuments(cluster.elasticsearch, [index(10), index(11)])).toBe(21);

  const again = onTerminal(`restore ${cluster.name}`);
  expect(await again.ended).toBe(0);
  expect(again.seen()).toContain('All 3 days in repository');
  await deleteIndices(cluster.elasticsearch, [index(10), index(11)]);
});

test.each([
  ['Ctrl-C among the days', [interrupt], 130],
  ['no day', [enter], 0],
  ['Ctrl-C at the question', [space + enter, interrupt], 130],
  ['Enter at the question, which is no', [space + enter, enter], 0],
])('%s leaves without anything started', async (_, keys, code) => {
  const terminal = onTerminal(`restore ${cluster.name}`);
  const shown = ['Days of', 'Restore them now?'];
  for (const [question, key] of keys.entries()) {
    await terminal.shows(shown[question] ?? '');
    terminal.press(key);
  }
  expect(await terminal.ended).toBe(code);
  expect(terminal.seen()).toMatch(/nothing was started/i);
  expect(await listIndices(cluster.elasticsearch, index(11))).toEqual([]);
});
