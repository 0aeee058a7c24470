import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pod } from '../../src/planning/manifest';
import { probeResult } from '../../src/planning/probe-result';
import type { ProbeResult } from '../../src/planning/probe-result';
import { probeScript } from '../../src/planning/probe-script';
import { probeVerdict } from '../../src/planning/probe-verdict';
import { isRoot, removeVolume, runShellScript, user, volume } from './run-shell-script';
import type { ScriptRun } from './run-shell-script';

let mount: string;

beforeEach(() => {
  mount = volume();
});

afterEach(() => {
  removeVolume(mount);
});

interface Run extends ScriptRun {
  node?: string;
  peers?: string[];
  mount?: string;
  folder?: string;
  patience?: number;
  owner?: string;
}

async function probe({
  node = 'a',
  peers = [],
  folder = 'logs',
  patience = 60,
  owner = '',
  ...run
}: Run = {}): Promise<ProbeResult> {
  const args = [run.mount ?? mount, folder, 'nonce', node, user, patience, owner, ...peers];
  const message = await runShellScript(probeScript, args, run);
  const terminated = { exitCode: 0, message };
  const status = { containerStatuses: [{ name: 'probe', state: { terminated } }] };
  const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'probe' }, spec: { containers: [] }, status };
  return probeResult({ node, uid: run.uid ?? user }, pod, []);
}

test('one probe alone finds a volume that it may write to, and leaves nothing behind', async () => {
  expect(await probe()).toMatchObject({ outcome: 'fine', missing: [], owner: null });
  expect(readdirSync(mount)).toEqual([]);
});

test('probes on several nodes see what each other wrote, and the last one leaves nothing behind', async () => {
  const nodes = ['a', 'b', 'node-c'];
  const others = (node: string) => nodes.filter((other) => other !== node);
  const results = await Promise.all(nodes.map((node) => probe({ node, peers: others(node) })));
  expect(results.map(({ outcome }) => outcome)).toEqual(['fine', 'fine', 'fine']);
  expect(probeVerdict(results)).toEqual({ chown: false });
  expect(readdirSync(mount)).toEqual([]);
});

test('probes that do not share the volume name whom they do not see', async () => {
  const elsewhere = volume();
  const results = await Promise.all([
    probe({ node: 'a', peers: ['b'], patience: 1 }),
    probe({ node: 'b', peers: ['a'], patience: 1, mount: elsewhere }),
  ]);
  expect(results.map(({ outcome, missing }) => [outcome, missing])).toEqual([
    ['not-shared', ['b']],
    ['not-shared', ['a']],
  ]);
  expect(probeVerdict(results)).toMatchObject({ problem: expect.stringContaining('is not shared') as string });
  expect([...readdirSync(mount), ...readdirSync(elsewhere)]).toEqual([]);
  removeVolume(elsewhere);
});

test('a file of another round is not taken for a peer’s', async () => {
  mkdirSync(join(mount, '.logkeep-probe-nonce'));
  writeFileSync(join(mount, '.logkeep-probe-nonce/node-b'), 'an earlier nonce\n');
  chmodSync(join(mount, '.logkeep-probe-nonce'), 0o777);
  expect(await probe({ peers: ['b'], patience: 1 })).toMatchObject({ outcome: 'not-shared', missing: ['b'] });
});

test('a volume of somebody else is denied, in the system’s own words', async () => {
  chmodSync(mount, 0o555);
  const result = await probe();
  expect(result).toMatchObject({ outcome: 'denied', detail: expect.stringContaining('Permission denied') as string });
  expect(probeVerdict([result])).toEqual({ askRoot: true });
});

test('a folder of the cluster that somebody else owns is denied, though the volume is writable', async () => {
  mkdirSync(join(mount, 'logs'), { mode: 0o555 });
  expect(await probe()).toMatchObject({ outcome: 'denied' });
  expect(await probe({ folder: 'other' })).toMatchObject({ outcome: 'fine' });
});

const asRoot = isRoot ? test : test.skip;

asRoot('root finds out that it could give the volume to Elasticsearch’s user', async () => {
  chmodSync(mount, 0o755);
  const results = [await probe(), await probe({ uid: 0, owner: 'cluster_uuid=u\n' })];
  expect(probeVerdict(results)).toEqual({ chown: true });
  expect(statSync(join(mount, 'logs')).uid).toBe(user);
  expect(statSync(join(mount, 'logs/.logkeep-owner')).uid).toBe(user);
});

asRoot('root that is squashed may write, but not give away', async () => {
  chmodSync(mount, 0o755);
  const squashed = { chown: 'echo "chown: changing ownership: Operation not permitted" >&2; exit 1' };
  const results = [await probe(), await probe({ uid: 0, commands: squashed })];
  expect(probeVerdict(results)).toMatchObject({ problem: expect.stringContaining('root_squash') as string });
  expect(readdirSync(mount)).toEqual([]);
});

test.each([
  ['Read-only file system', 'read-only'],
  ['Operation not permitted', 'denied'],
  ['No space left on device', 'full'],
  ['Disk quota exceeded', 'full'],
  ['Stale file handle', 'failed'],
  ['Input/output error', 'failed'],
])('%s is told as %s', async (words, outcome) => {
  const commands = { mkdir: `echo "mkdir: cannot create directory: ${words}" >&2; exit 1` };
  expect(await probe({ commands })).toMatchObject({ outcome, detail: `mkdir: cannot create directory: ${words}` });
});

test('where the cluster has a folder, the volume around it need not be writable', async () => {
  mkdirSync(join(mount, 'logs'));
  chmodSync(join(mount, 'logs'), 0o777);
  chmodSync(mount, 0o555);
  expect(await probe({ owner: 'cluster_uuid=u\n' })).toMatchObject({ outcome: 'fine', owner: 'cluster_uuid=u\n' });
  expect(readdirSync(join(mount, 'logs'))).toEqual(['.logkeep-owner']);
});

test('the owner file is written into a new folder, and told', async () => {
  const owner = '# by logkeep\ncluster_uuid=u = 1\n';
  expect(await probe({ owner })).toMatchObject({ outcome: 'fine', owner });
  expect(readFileSync(join(mount, 'logs/.logkeep-owner'), 'utf8')).toBe(owner);
  expect(readdirSync(mount)).toEqual(['logs']);
});

test('the owner file of another cluster stays, and is told', async () => {
  mkdirSync(join(mount, 'logs'));
  chmodSync(join(mount, 'logs'), 0o777);
  writeFileSync(join(mount, 'logs/.logkeep-owner'), 'cluster_uuid=other\n');
  expect(await probe({ owner: 'cluster_uuid=u\n' })).toMatchObject({ outcome: 'fine', owner: 'cluster_uuid=other\n' });
  expect(readFileSync(join(mount, 'logs/.logkeep-owner'), 'utf8')).toBe('cluster_uuid=other\n');
});

test('a name with blanks and quotes stays one name', async () => {
  expect(await probe({ folder: `it's "$(id)"` })).toMatchObject({ outcome: 'fine' });
  expect(readdirSync(mount)).toEqual([]);
});
