import { z } from 'zod';
import { listCronJobs } from '../../../src/kubernetes/cron-jobs';
import { SpaceFloor } from '../../../src/planning/free-space';
import type { CuratorSetting } from '../../../src/planning/kubernetes-settings';
import type { CronJob } from '../../../src/planning/manifest';
import { suspensionOf } from '../../../src/planning/curator-suspension';
import type { BackupResult } from '../../../src/workflows/backup/types';
import type { CheckSetupResult } from '../../../src/workflows/check-setup/types';
import type { RemoveBackupResult } from '../../../src/workflows/remove-backup/types';
import type { SetupBackupResult } from '../../../src/workflows/setup-backup/types';
import type { StatusResult } from '../../../src/workflows/status/types';
import { failureOf } from '../../world/failure';
import { look } from '../../world/kubesphere-look';
import { name, namespace } from '../../world/kubesphere';
import type { KubeSphere } from '../../world/kubesphere';
import { writeLogs } from '../../world/log-cluster';
import type { TemporalWorld } from '../../world/temporal';

const curator = 'elasticsearch-logging-curator-elasticsearch-curator';
const path = `/apis/batch/v1/namespaces/${namespace}/cronjobs/${curator}`;

/** A stack on which setup has run, and what runs workflows on it. */
export interface CuratorScene {
  kubesphere: KubeSphere;
  temporal: TemporalWorld;
}

/** What Curator would delete: so that there is something to warn of. */
export async function writeOldLogs({ direct: { elasticsearch }, url }: KubeSphere): Promise<void> {
  for (const index of ['ks-logstash-log-2019.11.11', 'ks-logstash-log-2019.11.12', 'orders-2019.10.01'])
    await writeLogs({ elasticsearch, server: { url } }, index, 10);
}

let kubesphere: KubeSphere;
let temporal: TemporalWorld;

const input = { cluster: name };
const run = <Result>(workflow: string, more: object = {}) => temporal.run<Result>(workflow, { ...input, ...more });

/** What logkeep.yaml says from here on. */
const wish = (setting: CuratorSetting) => {
  for (const { kubernetes } of [kubesphere.cluster, kubesphere.direct])
    if (kubernetes) kubernetes.settings.curator = setting;
};

/** KubeSphere's own, as it stands there now. */
export async function curatorOf({ direct }: KubeSphere): Promise<CronJob> {
  const all = await listCronJobs(direct.kubernetes.api, namespace);
  const found = all === 'forbidden' ? undefined : all.find(({ metadata }) => metadata.name === curator);
  if (found === undefined) throw new Error(`there is no CronJob ${curator}`);
  return found;
}

interface Rule {
  resources: string[];
  resourceNames?: string[];
}

/** Changes what logkeep's account may do. */
async function changeRules(change: (rules: Rule[]) => Rule[]): Promise<{ giveBack: () => Promise<unknown> }> {
  const { api } = kubesphere.direct.kubernetes;
  const role = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles/logkeep`;
  const { rules } = await api.send({ method: 'GET', path: role }, z.object({ rules: z.array(ruleSchema) }));
  const set = (body: object) =>
    api.send({ method: 'PATCH', path: role, body, contentType: 'application/merge-patch+json' }, z.unknown());
  await set({ rules: change(rules) });
  return { giveBack: () => set({ rules }) };
}

const ruleSchema = z.looseObject({
  resources: z.array(z.string()),
  resourceNames: z.array(z.string()).optional(),
}) as unknown as z.ZodType<Rule>;

const without = (resource: string) =>
  changeRules((rules) => rules.filter(({ resources }) => !resources.includes(resource)));

const cronJob = () => curatorOf(kubesphere);

const suspension = async () => suspensionOf(await cronJob());

const byHand = (suspend: boolean) =>
  kubesphere.direct.kubernetes.api.send(
    {
      ...{ method: 'PATCH', path, query: { fieldManager: 'kubectl-patch' } },
      ...{ body: { spec: { suspend } }, contentType: 'application/merge-patch+json' },
    },
    z.unknown(),
  );

/** The sentence that warns of it. */
export const threat = new RegExp(
  `^CronJob ${curator} \\(Curator, 0 1 \\* \\* \\*\\) deletes all indices, whatever their names begin with, older than 7 days by the date in their names, whether they are in a backup or not: at its next run \\(.* 01:00 UTC\\) 3 of \\d+ indices: ks-logstash-log-2019.11.11, ks-logstash-log-2019.11.12, orders-2019.10.01; a restored day is deleted at the next run, too; "curator: suspend" in logkeep.yaml lets setup suspend it$`,
);

/** What it takes to live with it, on a stack that setup has just found it on; the tests follow each other. */
export function describeCurator(scene: () => CuratorScene): void {
  beforeAll(() => void ({ kubesphere, temporal } = scene()));

  test('a backup and the check warn of it, too', async () => {
    expect((await run<BackupResult>('backup')).warnings).toEqual([expect.stringMatching(threat)]);
    expect(await run<CheckSetupResult>('checkSetup')).toMatchObject({
      ...{ isSetUp: true, drift: [] },
      rivals: [expect.stringMatching(threat)],
    });
  });

  test('where it is to be suspended, the check calls it a drift and a dry run shows what would change', async () => {
    wish('suspend');
    const before = [await cronJob(), await look(kubesphere)];
    const { drift } = await run<CheckSetupResult>('checkSetup');
    expect(drift.map(({ what }) => what)).toEqual([`CronJob ${curator}, Curator, is not suspended`]);
    const { changes, diff } = await run<SetupBackupResult>('setupBackup', { dryRun: true });
    expect(changes).toEqual([`suspend CronJob ${curator}, Curator, which deletes without proof of a backup`]);
    expect(diff).toContain(`CronJob/${curator}`);
    expect(diff).toContain('+    logkeep/suspend-before: "false"');
    expect(diff).toContain('-  suspend: false\n+  suspend: true');
    expect([await cronJob(), await look(kubesphere)]).toEqual(before);
  });

  test('a setup that is cancelled between two of them gives the first one back', async () => {
    const { api } = kubesphere.direct.kubernetes;
    const { spec } = await cronJob();
    const second = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'second-curator' }, spec };
    const all = path.replace(`/${curator}`, '');
    await api.send({ method: 'POST', path: all, body: second }, z.unknown());
    const taken = await changeRules((rules) =>
      rules.map((rule) =>
        rule.resourceNames?.includes(curator) ? { ...rule, resourceNames: [curator, 'second-curator'] } : rule,
      ),
    );
    const held = kubesphere.paths.kubernetes.holdNext('PATCH', /\/cronjobs\//);
    const setup = await temporal.start('setupBackup', input);
    await held.arrived;
    await setup.cancel();
    held.letGo();
    await failureOf(setup.result());
    expect(await setup.query('progress')).toMatchObject({ undone: [`CronJob ${curator} runs as before`] });
    await expect(suspension()).resolves.toBe('none');
    await taken.giveBack();
    await api.send({ method: 'DELETE', path: `${all}/second-curator` }, z.unknown());
  });

  test('a setup suspends it, and touches nothing else', async () => {
    const before = await look(kubesphere);
    const result = await run<SetupBackupResult>('setupBackup');
    expect(result).toMatchObject({ restarted: [], changes: [expect.stringMatching(/^suspend CronJob/)] });
    await expect(suspension()).resolves.toBe('by logkeep');
    expect(await look(kubesphere)).toEqual(before);
    expect(await run<CheckSetupResult>('checkSetup')).toMatchObject({ drift: [], rivals: [] });
    expect((await run<BackupResult>('backup')).warnings).toEqual([]);
    expect(await run<SetupBackupResult>('setupBackup')).toMatchObject({
      changes: [],
      adopted: expect.arrayContaining([`CronJob ${curator}, Curator, is suspended by logkeep`]) as string[],
    });
  });

  test('the room of the volume is read from a pod, by a backup and by a look', async () => {
    const amounts = { freeBytes: expect.any(Number) as number, totalBytes: expect.any(Number) as number };
    const { freeSpace, warnings } = await run<BackupResult>('backup');
    expect([freeSpace, warnings]).toEqual([amounts, []]);
    const { stdout } = await kubesphere.direct.kubernetes.api.exec(
      { namespace, pod: 'elasticsearch-logging-data-0', container: 'elasticsearch' },
      ['stat', '-f', '-c', '%b %S', '/usr/share/elasticsearch/backup'],
    );
    const [blocks = 0, size = 0] = stdout.split(' ').map(Number);
    expect(freeSpace).toMatchObject({ totalBytes: blocks * size });
    expect((await run<StatusResult>('status')).freeSpace).toEqual(amounts);
  });

  test('below the floor a backup is refused', async () => {
    const { floor } = kubesphere.cluster.freeSpace;
    kubesphere.cluster.freeSpace.floor = SpaceFloor.parse('1PiB');
    const { type, message } = await failureOf(run('backup'));
    kubesphere.cluster.freeSpace.floor = floor;
    expect(type).toBe('Refused');
    expect(message).toContain('is not backed up, and nothing was changed: the backup volume has ');
  });

  test('an account that may not run commands is no reason to go without a backup', async () => {
    const taken = await without('pods/exec');
    const { freeSpace, warnings } = await run<BackupResult>('backup');
    await taken.giveBack();
    expect(freeSpace).toMatchObject({ isFault: true });
    expect(warnings).toEqual([
      expect.stringMatching(/^the free space .* could not be read: .* may not run commands in it/),
    ]);
  });
}

/** That a removal, which has made these changes, has resumed it. */
export async function expectResumed(changes: readonly string[]): Promise<void> {
  expect(changes.at(-1)).toMatch(
    new RegExp(
      `^resume CronJob ${curator}, Curator: Kubernetes starts at once a run that it has missed \\(CronJob .* deletes `,
    ),
  );
  const after = await cronJob();
  expect(after.spec.suspend).toBe(false);
  expect(Object.keys(after.metadata.annotations ?? {}).filter((key) => key.startsWith('logkeep'))).toEqual([]);
}

/** What others have done to it, on a stack that setup was taken out of. */
export function describeCuratorOfOthers(): void {
  test("a human's suspension is left alone by setup and removal", async () => {
    await byHand(true);
    const before = await cronJob();
    const plan = await run<SetupBackupResult>('setupBackup', { dryRun: true });
    expect(plan.changes.filter((change) => change.includes('CronJob'))).toEqual([]);
    expect(await run<RemoveBackupResult>('removeBackup')).toMatchObject({ changes: [] });
    expect(await cronJob()).toEqual(before);
    await byHand(false);
  });

  test('without the right to look, reporting goes on and suspending is refused', async () => {
    const taken = await without('cronjobs');
    const right = 'list cronjobs.batch';
    expect(await run<SetupBackupResult>('setupBackup', { dryRun: true })).toMatchObject({
      obstacles: [expect.stringContaining(right)],
    });
    wish('report');
    expect(await run<SetupBackupResult>('setupBackup', { dryRun: true })).toMatchObject({
      ...{ obstacles: [], warnings: expect.arrayContaining([expect.stringContaining(right)]) as string[] },
    });
    await taken.giveBack();
  });
}
