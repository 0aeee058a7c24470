import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkContainers } from '../../src/planning/backup-volume-check';
import { isRoot, removeVolume, runShellScript, user, volume } from './run-shell-script';

const additions = { claim: 'backup', container: 'elasticsearch', image: 'elasticsearch:6.7.0', folder: 'logs' };

let mountPath: string;

beforeEach(() => {
  mountPath = volume();
});

afterEach(() => {
  removeVolume(mountPath);
});

/** Runs an init container as the kubelet would, its waiting cut short. */
async function run(name: string, folder = 'logs'): Promise<string> {
  const containers = checkContainers({ ...additions, folder, mountPath, chown: true }, user);
  const { command = [], securityContext } = containers.find((container) => container.name === name) ?? { name };
  const [, , script = '', , ...args] = command;
  const { runAsUser } = securityContext as { runAsUser: number };
  return runShellScript(script, args, { uid: runAsUser, commands: { sleep: 'exit 0' } });
}

describe('the check', () => {
  test('says nothing of a volume that Elasticsearch may write to, and leaves nothing behind', async () => {
    expect(await run('logkeep-backup-check')).toBe('');
    expect(readdirSync(mountPath)).toEqual([]);
  });

  test('looks at the cluster’s folder once there is one', async () => {
    mkdirSync(join(mountPath, 'logs'), { mode: 0o555 });
    expect(await run('logkeep-backup-check')).toBe(
      `the backup volume is not writable at ${mountPath}/logs for user ${user}: this node can take no snapshot until it is\n`,
    );
  });

  test('does not keep the pod from starting: logs matter more than their backup', async () => {
    chmodSync(mountPath, 0o555);
    // A script that failed would reject.
    await expect(run('logkeep-backup-check')).resolves.toContain(`is not writable at ${mountPath} for user ${user}`);
  });
});

const asRoot = isRoot ? describe : describe.skip;

asRoot('the chown', () => {
  test('gives the volume and the cluster’s folder to Elasticsearch, so that the check is content', async () => {
    chmodSync(mountPath, 0o755);
    expect(await run('logkeep-backup-check')).toContain('is not writable');
    await run('logkeep-backup-chown');
    expect(statSync(mountPath).uid).toBe(user);
    expect(statSync(join(mountPath, 'logs')).uid).toBe(user);
    expect(await run('logkeep-backup-check')).toBe('');
  });

  test('touches nothing below the cluster’s folder', async () => {
    mkdirSync(join(mountPath, 'logs/indices'), { recursive: true });
    writeFileSync(join(mountPath, 'logs/index-0'), '');
    chownSync(join(mountPath, 'logs/index-0'), 0, 0);
    await run('logkeep-backup-chown');
    expect(statSync(join(mountPath, 'logs/indices')).uid).toBe(0);
    expect(statSync(join(mountPath, 'logs/index-0')).uid).toBe(0);
  });

  test('takes a folder of several parts, and none', async () => {
    await run('logkeep-backup-chown', 'a/b');
    expect(statSync(join(mountPath, 'a/b')).uid).toBe(user);
    await run('logkeep-backup-chown', '');
    expect(statSync(mountPath).uid).toBe(user);
  });
});

test('a root that may not chown does not keep the pod from starting', async () => {
  const [chown] = checkContainers({ ...additions, mountPath, chown: true }, user);
  const [, , script = '', , ...args] = chown?.command ?? [];
  const commands = { chown: 'echo "chown: Operation not permitted" >&2; exit 1' };
  await expect(runShellScript(script, args, { commands })).resolves.toBe('');
});

test('nobody is root without need, and a pod of class Guaranteed stays one', () => {
  const wanted = { ...additions, mountPath: '/backup/' };
  expect(checkContainers({ ...wanted, chown: false }, 1000).map(({ name }) => name)).toEqual(['logkeep-backup-check']);
  for (const container of checkContainers({ ...wanted, chown: true }, 1000)) {
    const { requests, limits } = container['resources'] as Record<string, object>;
    expect(requests).toEqual(limits);
    expect(container.volumeMounts).toEqual([{ name: 'logkeep-backup', mountPath: '/backup' }]);
  }
});
