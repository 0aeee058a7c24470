import { z } from 'zod';
import { connectKubernetes } from '../../../src/kubernetes/connect';
import * as kinds from '../../../src/kubernetes/errors';
import { insteadOf } from '../../../src/planning/instead-of';
import { getPod, listPods } from '../../../src/kubernetes/pods';
import * as port from '../../../src/kubernetes/stateful-sets';
import type { Pod, StatefulSet } from '../../../src/planning/manifest';
import { eventually } from '../../world/eventually';
import { kubernetesWorld, ownNamespace } from '../../world/kubernetes';
import { smallStatefulSet } from '../../world/small-pod';

const kubernetes = connectKubernetes(kubernetesWorld());
let space: Awaited<ReturnType<typeof ownNamespace>>;
let namespace: string;
beforeAll(async () => {
  space = await ownNamespace(kubernetes);
  namespace = space.name;
});
afterAll(() => space.remove());

const otherUid = '11111111-1111-1111-1111-111111111111';
const uidOf = (object: { metadata: { uid?: string } }) => object.metadata.uid ?? '';
const get = async (name: string) => (await port.getStatefulSet(kubernetes, namespace, name)) as StatefulSet;
const create = (name: string, replicas = 0) =>
  port.createStatefulSet(kubernetes, namespace, smallStatefulSet(name, replicas));

/** What logkeep adds to a template, in small. */
function addition(name: string, uid: string) {
  const volume = { name: 'logkeep-backup', emptyDir: {} };
  const mount = { name: 'logkeep-backup', mountPath: '/backup' };
  const spec = { volumes: [volume], containers: [{ name: 'main', volumeMounts: [mount] }] };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, uid }, spec: { template: { spec } } };
}

function additionsIn({ spec }: StatefulSet) {
  const { volumes = [], containers } = spec.template.spec;
  return { volumes: volumes.map(({ name }) => name), mounts: containers.flatMap((one) => one.volumeMounts ?? []) };
}

const untouched = { volumes: [], mounts: [] };
const extended = { volumes: ['logkeep-backup'], mounts: [{ name: 'logkeep-backup', mountPath: '/backup' }] };

test('one that is not there is null, also in a namespace that is not there', async () => {
  expect(await port.getStatefulSet(kubernetes, namespace, 'none')).toBeNull();
  expect(await port.getStatefulSet(kubernetes, 'no-such-namespace', 'none')).toBeNull();
});

test('it is read with every field, also those that logkeep does not know', async () => {
  await create('whole');
  const found = await get('whole');
  expect(found).toMatchObject({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    spec: { podManagementPolicy: 'Parallel', template: { spec: { schedulerName: 'default-scheduler' } } },
  });
  expect(found.metadata.managedFields).toContainEqual(
    expect.objectContaining({ manager: 'logkeep', operation: 'Update', fieldsType: 'FieldsV1' }),
  );
});

test('to create it twice is told', async () => {
  await create('twice');
  await expect(create('twice')).rejects.toBeInstanceOf(kinds.AlreadyExists);
});

test('what is applied is added as logkeep’s, to apply it again changes nothing, and it can be taken out alone', async () => {
  const { metadata, spec } = await create('applied');
  const fields = addition('applied', metadata.uid ?? '');
  const first = await port.applyStatefulSet(kubernetes, namespace, fields);
  expect(additionsIn(first)).toEqual(extended);
  expect(first.metadata.managedFields).toContainEqual(
    expect.objectContaining({ manager: 'logkeep', operation: 'Apply' }),
  );
  const second = await port.applyStatefulSet(kubernetes, namespace, fields);
  expect(second.metadata.generation).toBe(first.metadata.generation);
  const removed = await port.removeApplied(kubernetes, namespace, 'applied', uidOf(first));
  expect(additionsIn(removed)).toEqual(untouched);
  expect(removed.spec).toEqual(spec);
});

test('a dry run tells the result and stores nothing', async () => {
  const before = await create('dry');
  const fields = addition('dry', uidOf(before));
  const dryRun = { dryRun: true };
  const results = [
    await port.applyStatefulSet(kubernetes, namespace, fields, dryRun),
    await port.strategicPatchStatefulSet(kubernetes, namespace, 'dry', { spec: fields.spec }, dryRun),
  ];
  for (const result of results) expect(additionsIn(result)).toEqual(extended);
  const after = await get('dry');
  expect(after.spec).toEqual(before.spec);
  expect(after.metadata.generation).toBe(before.metadata.generation);
});

test('to apply to one that has gone does not create it, nor change its successor', async () => {
  const gone = addition('never-there', otherUid);
  await expect(port.applyStatefulSet(kubernetes, namespace, gone)).rejects.toBeInstanceOf(kinds.UidMismatch);
  expect(await port.getStatefulSet(kubernetes, namespace, 'never-there')).toBeNull();
  await create('successor');
  const calls = [
    port.applyStatefulSet(kubernetes, namespace, addition('successor', otherUid)),
    port.removeApplied(kubernetes, namespace, 'successor', otherUid),
    port.strategicPatchStatefulSet(kubernetes, namespace, 'successor', { spec: { replicas: 1 } }, { uid: otherUid }),
  ];
  for (const call of calls) await expect(call).rejects.toBeInstanceOf(kinds.UidMismatch);
  expect((await get('successor')).spec.replicas).toBe(0);
});

test('fields of another manager are left to it unless they are taken by force', async () => {
  const uid = uidOf(await create('owned'));
  const body = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'owned' },
    spec: { minReadySeconds: 3 },
  };
  const path = `/apis/apps/v1/namespaces/${namespace}/statefulsets/owned`;
  const contentType = 'application/apply-patch+yaml';
  await kubernetes.send({ method: 'PATCH', path, body, contentType, query: { fieldManager: 'helm' } }, z.unknown());
  const wanted = { ...body, metadata: { name: 'owned', uid }, spec: { minReadySeconds: 7 } };
  await expect(port.applyStatefulSet(kubernetes, namespace, wanted)).rejects.toMatchObject({
    name: 'FieldConflict',
    managers: ['helm'],
    fields: ['.spec.minReadySeconds'],
  });
  const forced = await port.applyStatefulSet(kubernetes, namespace, wanted, { force: true });
  expect(forced.spec).toMatchObject({ minReadySeconds: 7 });
});

test('a strategic patch adds to lists by name and takes out by name', async () => {
  const before = await create('strategic');
  const options = { uid: uidOf(before) };
  const { spec } = addition('strategic', '');
  const patched = await port.strategicPatchStatefulSet(kubernetes, namespace, 'strategic', { spec }, options);
  expect(additionsIn(patched)).toEqual(extended);
  const removal = {
    volumes: [{ name: 'logkeep-backup', $patch: 'delete' }],
    containers: [{ name: 'main', volumeMounts: [{ mountPath: '/backup', $patch: 'delete' }] }],
  };
  const change = { spec: { template: { spec: removal } } };
  const removed = await port.strategicPatchStatefulSet(kubernetes, namespace, 'strategic', change, options);
  expect(additionsIn(removed)).toEqual(untouched);
});

test('a merge patch that was decided on an older state is a conflict', async () => {
  const before = await create('merged');
  const scale = (replicas: number, resourceVersion?: string) =>
    port.mergePatchStatefulSet(
      kubernetes,
      namespace,
      'merged',
      { spec: { replicas } },
      { ...(resourceVersion && { resourceVersion }) },
    );
  const label = { metadata: { labels: { touched: 'yes' } } };
  await port.mergePatchStatefulSet(kubernetes, namespace, 'merged', label);
  await expect(scale(0, before.metadata.resourceVersion)).rejects.toBeInstanceOf(kinds.Conflict);
  // Its controller may write the status in between.
  const now = await eventually(async () => {
    const { resourceVersion } = (await get('merged')).metadata;
    return insteadOf(kinds.Conflict, scale(0, resourceVersion), null);
  });
  expect(now.metadata.labels).toEqual({ touched: 'yes' });
});

test('what can never change is invalid', async () => {
  await create('fixed');
  const change = { spec: { serviceName: 'other' } };
  await expect(port.mergePatchStatefulSet(kubernetes, namespace, 'fixed', change)).rejects.toBeInstanceOf(
    kinds.Invalid,
  );
});

test('an orphaned StatefulSet leaves its pods running, and they belong to the next one of its name', async () => {
  const old = await create('orphaned', 2);
  const running = async (): Promise<Pod[] | null> => {
    const pods = await listPods(kubernetes, namespace, { app: 'orphaned' });
    return pods.length === 2 && pods.every(({ status }) => status?.phase === 'Running') ? pods : null;
  };
  const before = await eventually(running);
  expect(before.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
    ['Pod', 'orphaned-0'],
    ['Pod', 'orphaned-1'],
  ]);
  const orphan = () => port.orphanStatefulSet(kubernetes, namespace, 'orphaned', uidOf(old));
  expect(await orphan()).toBe('deleted');
  await eventually(async () => (await port.getStatefulSet(kubernetes, namespace, 'orphaned')) === null);
  expect(await orphan()).toBe('gone');
  const next = await create('orphaned', 2);
  expect(await orphan()).toBe('recreated');
  await eventually(async () => {
    const pods = await listPods(kubernetes, namespace, { app: 'orphaned' });
    return pods.every(({ metadata }) => metadata.ownerReferences?.[0]?.uid === uidOf(next));
  });
  for (const { metadata } of before) {
    expect(uidOf((await getPod(kubernetes, namespace, metadata.name)) as Pod)).toBe(metadata.uid);
  }
});

test('while a StatefulSet is being deleted, its name is not free', async () => {
  const { metadata } = await create('leaving');
  const hold = { metadata: { finalizers: ['logkeep.test/hold'] } };
  await port.mergePatchStatefulSet(kubernetes, namespace, 'leaving', hold);
  expect(await port.orphanStatefulSet(kubernetes, namespace, 'leaving', metadata.uid ?? '')).toBe('deleted');
  await expect(create('leaving')).rejects.toBeInstanceOf(kinds.BeingDeleted);
  await port.mergePatchStatefulSet(kubernetes, namespace, 'leaving', { metadata: { finalizers: null } });
  await eventually(async () => (await port.getStatefulSet(kubernetes, namespace, 'leaving')) === null);
});
