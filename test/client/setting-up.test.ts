import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, Worker, makeTelemetryFilterString } from '@temporalio/worker';
import { startTemporal } from '../../sandbox/servers/start-temporal';
import type { TemporalServer } from '../../sandbox/servers/start-temporal';
import { startLogkeep } from './run-logkeep';
import type { Ended, Started } from './start-source';

const taskQueue = 'setting-up';
let temporal: TemporalServer;
let folder: string;
let connection: NativeConnection;
let worker: Worker;
let ended: Promise<void>;
let isShaky = true;

beforeAll(async () => {
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter, forward: {} } } });
  temporal = await startTemporal({ world: `test-${process.pid}` });
  connection = await NativeConnection.connect({ address: temporal.address });
  const ask = () => {
    if (isShaky) throw new Error('es:9200 hangs up');
  };
  const workflowsPath = resolve(__dirname, 'fixtures/workflows.ts');
  worker = await Worker.create({ connection, taskQueue, workflowsPath, activities: { ask } });
  ended = worker.run();
  folder = mkdtempSync(join(tmpdir(), 'logkeep-setting-up-'));
});
afterAll(async () => {
  worker.shutdown();
  await ended;
  await connection.close();
  await temporal.stop();
  rmSync(folder, { recursive: true });
});

/** Starts the command with a logkeep.yaml of these clusters. */
function start(clusters: readonly string[], args: readonly string[], settings: Record<string, string> = {}): Started {
  const entries = clusters.map((name) => `  ${name}: {preset: kubesphere-3}\n`).join('');
  const file = `${clusters.join('-')}.yaml`;
  writeFileSync(join(folder, file), `clusters:\n${entries}worker: {taskQueue: ${taskQueue}}\n`);
  return startLogkeep(folder, ['-c', file, ...args], { TEMPORAL_ADDRESS: temporal.address, ...settings });
}

/** Runs it to its end. */
function logkeep(...args: Parameters<typeof start>): Promise<Ended> {
  return start(...args).ended;
}

describe('setup', () => {
  const escape = '\u001b[';
  const plan = [
    'Dry run: nothing was changed',
    '',
    'Right already',
    ' ✔ claim backup exists',
    '',
    'Would change',
    ' 1. restart data-0',
    '',
    'Cost',
    '   1 pod restarted.',
    '',
    'Warnings',
    ' ! the volume goes with its claim',
    '',
    'StatefulSet/data',
    '@@ -1,0 +1,1 @@',
    '+spec: {}\n',
  ];

  test('a dry run prints the whole plan, without colours in a pipe', async () => {
    const { code, stdout, stderr } = await logkeep(['a'], ['setup', '--dry-run', '--accept-outage']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.endsWith(plan.join('\n'))).toBe(true);
    expect(stdout).not.toContain(escape);
  });

  test('a dry run is in colour where colours are asked for', async () => {
    const { stdout } = await logkeep(['a'], ['setup', '-n', '--accept-outage'], { FORCE_COLOR: '1' });
    expect(stdout).toContain(`${escape}32m+spec: {}${escape}39m`);
    expect(stdout).toContain(`${escape}36m@@ -1,0 +1,1 @@${escape}39m`);
  });

  test('a dry run that meets an obstacle ends as the run itself would', async () => {
    const { code, stdout, stderr } = await logkeep(['a'], ['setup', '--dry-run']);
    expect(code).toBe(3);
    expect(stdout).toContain('\nIn the way\n ✖ the cluster has a single master\n');
    expect(stderr).toBe(
      'logkeep: The run itself would be refused with 1 obstacle in the way: the plan says what to do\n',
    );
  });

  test('whoever watches a dry run later sees the same plan and the same end', async () => {
    const { stdout } = await logkeep(['a'], ['setup', '--dry-run', '--detach']);
    const run = /setupBackup-a-[0-9TZ.]+/.exec(stdout)?.[0] ?? 'none';
    const { code, stdout: watched } = await logkeep(['a'], ['watch', run]);
    expect(code).toBe(3);
    expect(watched).toContain('\nIn the way\n ✖ the cluster has a single master\n');
  });

  test('a program reads the plan as the result', async () => {
    const { code, stdout } = await logkeep(['a'], ['setup', '--dry-run', '--json']);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; result?: object });
    expect(code).toBe(3);
    expect(lines.at(-1)).toMatchObject({ type: 'error', code: 3 });
    expect(lines.at(-2)).toMatchObject({
      type: 'result',
      result: { dryRun: true, changes: ['restart data-0'], obstacles: ['the cluster has a single master'] },
    });
  });

  test.each([
    ['nothing', [], { mode: 'patch', dryRun: false, acceptOutage: false }],
    ['--mode recreate', ['--mode', 'recreate'], { mode: 'recreate', dryRun: false, acceptOutage: false }],
    ['--handover', ['--handover'], { mode: 'patch', dryRun: false, acceptOutage: false, handover: true }],
    ['--no-handover', ['--no-handover'], { mode: 'patch', dryRun: false, acceptOutage: false, handover: false }],
  ])('with %s asked for, the workflow gets just that, and its refusal has a code', async (_, args, input) => {
    const { code, stderr } = await logkeep(['a'], ['setup', ...args]);
    expect(code).toBe(3);
    expect(JSON.parse(stderr.replace('logkeep: Refused: ', ''))).toEqual({ cluster: 'a', ...input });
  });

  test('a setup names the Secret of the originals, and warns of what is still to be heeded', async () => {
    const { code, stdout, stderr } = await logkeep(['a'], ['setup', '--accept-outage']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nSet up\nThe manifests as they were before this run: Secret logkeep-originals-1\n$/);
    expect(stderr).toBe('Warning: the volume goes with its claim\n');
  });
});

describe('doctor', () => {
  test('a cluster that is as setup left it is one line', async () => {
    expect(await logkeep(['fine'], ['doctor'])).toEqual({
      code: 0,
      stdout: '✔ fine is set up, and every node can use its repository\n',
      stderr: '',
    });
  });

  test('all clusters are checked when none is named, and drift has a code of its own', async () => {
    const { code, stdout, stderr } = await logkeep(['fine', 'drifted', 'fresh'], ['doctor']);
    expect(code).toBe(5);
    expect(stdout).toContain('✔ fine is set up');
    expect(stdout).toContain('  what     path.repo is gone\n  cause    Helm\n  effect   no snapshots\n');
    expect(stdout).toContain('  remedy   logkeep setup drifted\n');
    expect(stdout).toContain('! fresh is not set up\n  remedy   logkeep setup fresh\n');
    expect(stderr).toBe(
      'logkeep: Not every cluster is as setup leaves it: drifted, fresh; run logkeep setup for each\n',
    );
  });

  test('one that is named is checked alone', async () => {
    const { code, stdout } = await logkeep(['fine', 'drifted'], ['doctor', 'fine']);
    expect({ code, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 0, lines: 1 });
  });

  test('a cluster that cannot be checked does not hide the others, and is no drift', async () => {
    const { code, stdout, stderr } = await logkeep(['broken', 'drifted'], ['doctor', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout.split('\n')[0] ?? '')).toEqual({
      clusters: [
        { cluster: 'broken', error: 'es:9200 could not be reached' },
        {
          cluster: 'drifted',
          check: {
            isSetUp: true,
            drift: [{ what: 'path.repo is gone', cause: 'Helm', effect: 'no snapshots' }],
            warnings: [],
            rivals: [],
            freeSpace: { unreadable: 'there is no way to it', isFault: false },
          },
        },
      ],
    });
    expect(stderr).toBe('logkeep: Not every cluster could be checked: broken\n');
  });

  test('whoever waits hears why a cluster is asked again', async () => {
    const asking = start(['shaky'], ['doctor']);
    await asking.printed('shaky is asked again, because: es:9200 hangs up\n');
    isShaky = false;
    expect(await asking.ended).toEqual({
      code: 0,
      stdout: '✔ shaky is set up, and every node can use its repository\n',
      stderr: 'shaky is asked again, because: es:9200 hangs up\n',
    });
  });
});
