import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { connectKubernetes } from '../../../src/kubernetes/connect';
import { listCronJobs, mergePatchCronJob } from '../../../src/kubernetes/cron-jobs';
import * as kinds from '../../../src/kubernetes/errors';
import { resumePatch, suspendPatch, suspensionOf } from '../../../src/planning/curator-suspension';
import type { CronJob } from '../../../src/planning/manifest';
import { createAccount } from '../../world/account';
import { writeKubeconfig } from '../../world/kubeconfig';
import { kubernetesWorld, ownNamespace } from '../../world/kubernetes';
import { smallPod } from '../../world/small-pod';

const { kubeconfig } = kubernetesWorld();
const kubernetes = connectKubernetes({ kubeconfig });
const folder = mkdtempSync(join(tmpdir(), 'logkeep-cron-jobs-'));
let space: Awaited<ReturnType<typeof ownNamespace>>;
let path: string;

beforeAll(async () => {
  space = await ownNamespace(kubernetes);
  path = `/apis/batch/v1/namespaces/${space.name}/cronjobs`;
});
afterAll(async () => {
  await space.remove();
  rmSync(folder, { recursive: true });
});

/** One that runs on no day that comes soon. */
async function create(name: string): Promise<void> {
  const template = { spec: { ...smallPod(['true']), restartPolicy: 'Never' } };
  const spec = { schedule: '0 0 29 2 *', jobTemplate: { spec: { template } } };
  const body = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec };
  await kubernetes.send({ method: 'POST', path, query: { fieldManager: 'helm' }, body }, z.unknown());
}

async function read(name: string): Promise<CronJob> {
  const all = await listCronJobs(kubernetes, space.name);
  const found = all === 'forbidden' ? undefined : all.find(({ metadata }) => metadata.name === name);
  if (found === undefined) throw new Error(`there is no CronJob ${name}`);
  return found;
}

/** As kubectl would. */
const byHand = (name: string, suspend: boolean) =>
  kubernetes.send(
    {
      ...{ method: 'PATCH', path: `${path}/${name}`, query: { fieldManager: 'kubectl-patch' } },
      ...{ body: { spec: { suspend } }, contentType: 'application/merge-patch+json' },
    },
    z.unknown(),
  );

test('CronJobs are listed with all that they are; none is an empty list', async () => {
  await expect(listCronJobs(kubernetes, space.name)).resolves.toEqual([]);
  await create('listed');
  expect(await read('listed')).toMatchObject({
    ...{ apiVersion: 'batch/v1', kind: 'CronJob' },
    spec: { schedule: '0 0 29 2 *', suspend: false },
  });
});

test('one is suspended and resumed, and the server notes that logkeep did it', async () => {
  await create('ours');
  const before = await read('ours');
  await mergePatchCronJob(kubernetes, space.name, before, suspendPatch(before));
  const suspended = await read('ours');
  expect([suspended.spec.suspend, suspensionOf(suspended)]).toEqual([true, 'by logkeep']);
  await mergePatchCronJob(kubernetes, space.name, suspended, resumePatch(suspended));
  const resumed = await read('ours');
  expect(resumed.spec).toEqual(before.spec);
  expect(resumed.metadata.annotations ?? {}).toEqual(before.metadata.annotations ?? {});
});

test("what a human suspends after logkeep's suspension was ended by hand is the human's", async () => {
  await create('taken-over');
  const before = await read('taken-over');
  await mergePatchCronJob(kubernetes, space.name, before, suspendPatch(before));
  await byHand('taken-over', false);
  expect(suspensionOf(await read('taken-over'))).toBe('none');
  await byHand('taken-over', true);
  expect(suspensionOf(await read('taken-over'))).toBe('by somebody');
});

test('one that has changed since it was read is not changed', async () => {
  await create('contested');
  const stale = await read('contested');
  await byHand('contested', true);
  const late = mergePatchCronJob(kubernetes, space.name, stale, suspendPatch(stale));
  await expect(late).rejects.toBeInstanceOf(kinds.Conflict);
  expect(suspensionOf(await read('contested'))).toBe('by somebody');
});

test('another one of the same name is not changed', async () => {
  await create('again');
  const first = await read('again');
  await kubernetes.send({ method: 'DELETE', path: `${path}/again` }, z.unknown());
  await create('again');
  const { resourceVersion } = (await read('again')).metadata;
  const mistaken = {
    ...first,
    metadata: { ...first.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
  };
  await expect(mergePatchCronJob(kubernetes, space.name, mistaken, suspendPatch(first))).rejects.toThrow();
  expect((await read('again')).spec.suspend).toBe(false);
});

test('one that is gone is NotFound', async () => {
  await create('gone');
  const gone = await read('gone');
  await kubernetes.send({ method: 'DELETE', path: `${path}/gone` }, z.unknown());
  await expect(mergePatchCronJob(kubernetes, space.name, gone, suspendPatch(gone))).rejects.toBeInstanceOf(
    kinds.NotFound,
  );
});

test('who may not look is told so', async () => {
  const token = await createAccount(kubernetes, space.name, 'stranger', []);
  const file = writeKubeconfig(join(folder, 'stranger'), kubeconfig, { user: { token } });
  await expect(listCronJobs(connectKubernetes({ kubeconfig: file }), space.name)).resolves.toBe('forbidden');
});
