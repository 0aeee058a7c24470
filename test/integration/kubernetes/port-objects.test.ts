import { z } from 'zod';
import { createClaim, deleteStandInClaim, getClaim, labelClaim } from '../../../src/kubernetes/claims';
import { getConfigMap, replaceKey } from '../../../src/kubernetes/config-maps';
import { connectKubernetes } from '../../../src/kubernetes/connect';
import * as kinds from '../../../src/kubernetes/errors';
import { listNodes } from '../../../src/kubernetes/nodes';
import { createSecret, deleteSecret, getSecret, replaceSecret } from '../../../src/kubernetes/secrets';
import { getStorageClass, getVolume, listStorageClasses, retainVolume } from '../../../src/kubernetes/volumes';
import type { ConfigMap, PersistentVolume, Secret } from '../../../src/planning/manifest';
import { eventually } from '../../world/eventually';
import { kubernetesWorld, ownNamespace } from '../../world/kubernetes';

const kubernetes = connectKubernetes(kubernetesWorld());
let space: Awaited<ReturnType<typeof ownNamespace>>;
let namespace: string;
beforeAll(async () => {
  space = await ownNamespace(kubernetes);
  namespace = space.name;
});
afterAll(() => space.remove());

const otherUid = '11111111-1111-1111-1111-111111111111';

describe('a ConfigMap', () => {
  const data = { 'elasticsearch.yml': '# no newline at the end', 'log4j2.properties': 'a=b\n' };
  const path = () => `/api/v1/namespaces/${namespace}/configmaps`;
  const create = (name: string, more: object = {}) => {
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data, ...more };
    return kubernetes.send({ method: 'POST', path: path(), body }, z.unknown());
  };
  const read = async (name: string) => (await getConfigMap(kubernetes, namespace, name)) as ConfigMap;
  const replace = (name: string, text: string, version?: string, options = {}) =>
    replaceKey(kubernetes, namespace, name, 'elasticsearch.yml', text, version ?? '', options);

  test('gets another text under one key and keeps the others', async () => {
    await create('one');
    const text = 'path.repo: ["/usr/share/elasticsearch/backup"]\n# ü';
    const changed = await replace('one', text, (await read('one')).metadata.resourceVersion);
    expect(changed.data).toEqual({ ...data, 'elasticsearch.yml': text });
    expect(await read('one')).toEqual(changed);
  });

  test('that somebody else has changed meanwhile is not overwritten', async () => {
    await create('two');
    const { resourceVersion } = (await read('two')).metadata;
    await replace('two', 'by somebody else', resourceVersion);
    await expect(replace('two', 'mine', resourceVersion)).rejects.toBeInstanceOf(kinds.Conflict);
    expect((await read('two')).data?.['elasticsearch.yml']).toBe('by somebody else');
  });

  test('that is only tried out stays as it is', async () => {
    await create('three');
    const before = await read('three');
    const tried = await replace('three', 'x', before.metadata.resourceVersion, { dryRun: true });
    expect(tried.data?.['elasticsearch.yml']).toBe('x');
    expect(await read('three')).toEqual(before);
  });

  test('that is immutable, or not there, is told', async () => {
    await create('four', { immutable: true });
    const { resourceVersion } = (await read('four')).metadata;
    await expect(replace('four', 'x', resourceVersion)).rejects.toBeInstanceOf(kinds.Invalid);
    await expect(replace('none', 'x', resourceVersion)).rejects.toBeInstanceOf(kinds.NotFound);
    expect(await getConfigMap(kubernetes, namespace, 'none')).toBeNull();
  });
});

describe('a Secret', () => {
  const secret = (name: string, text: string, more: object = {}): Secret => {
    const data = { text: Buffer.from(text).toString('base64') };
    return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, data, ...more };
  };

  test('that exists is left as it is', async () => {
    expect(await createSecret(kubernetes, namespace, secret('one', 'first'))).toBe('created');
    expect(await createSecret(kubernetes, namespace, secret('one', 'second'))).toBe('exists');
    const found = await getSecret(kubernetes, namespace, 'one');
    expect(found).toMatchObject({ kind: 'Secret', type: 'Opaque', data: secret('one', 'first').data });
    expect(await getSecret(kubernetes, namespace, 'none')).toBeNull();
  });

  test('is replaced as it was read, unless it is immutable', async () => {
    await createSecret(kubernetes, namespace, secret('two', 'first'));
    const read = (await getSecret(kubernetes, namespace, 'two')) as Secret;
    const next = { ...read, ...secret('two', 'second'), metadata: read.metadata, immutable: true };
    const replaced = await replaceSecret(kubernetes, namespace, next);
    expect(replaced.data).toEqual(secret('two', 'second').data);
    await expect(replaceSecret(kubernetes, namespace, next)).rejects.toBeInstanceOf(kinds.Conflict);
    const third = { ...replaced, ...secret('two', 'third'), metadata: replaced.metadata };
    await expect(replaceSecret(kubernetes, namespace, third)).rejects.toBeInstanceOf(kinds.Invalid);
  });

  test('is deleted once, and only itself', async () => {
    await createSecret(kubernetes, namespace, secret('three', 'x'));
    expect(await deleteSecret(kubernetes, namespace, 'three', otherUid)).toBe('gone');
    expect(await getSecret(kubernetes, namespace, 'three')).not.toBeNull();
    expect(await deleteSecret(kubernetes, namespace, 'three')).toBe('deleted');
    expect(await deleteSecret(kubernetes, namespace, 'three')).toBe('gone');
  });
});

describe('a claim', () => {
  const claim = (name: string, storageClassName: string) => {
    const spec = { storageClassName, accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Mi' } } };
    return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec };
  };
  const bound = (name: string) =>
    eventually(async () => {
      const found = await getClaim(kubernetes, namespace, name);
      return found?.status?.phase === 'Bound' && found;
    });

  test('is created once, gets a volume, and the volume can be made to outlive it', async () => {
    await createClaim(kubernetes, namespace, claim('backup', 'nfs-client'));
    const again = createClaim(kubernetes, namespace, claim('backup', 'nfs-client'));
    await expect(again).rejects.toBeInstanceOf(kinds.AlreadyExists);
    const { spec, metadata } = await bound('backup');
    const volume = spec.volumeName ?? '';
    const policy = async () =>
      ((await getVolume(kubernetes, volume)) as PersistentVolume).spec.persistentVolumeReclaimPolicy;
    expect(await policy()).toBe('Delete');
    await retainVolume(kubernetes, volume);
    expect(await policy()).toBe('Retain');
    expect((await labelClaim(kubernetes, namespace, 'backup', { a: 'b' })).metadata.labels).toEqual({ a: 'b' });
    expect(await deleteStandInClaim(kubernetes, namespace, 'backup', otherUid)).toBe('gone');
    expect(await deleteStandInClaim(kubernetes, namespace, 'backup', metadata.uid ?? '')).toBe('deleted');
    await eventually(async () => (await getClaim(kubernetes, namespace, 'backup')) === null);
    await kubernetes.send({ method: 'DELETE', path: `/api/v1/persistentvolumes/${volume}` }, z.unknown());
    await eventually(async () => (await getVolume(kubernetes, volume)) === null);
  });

  test('that is only tried out is not there', async () => {
    await createClaim(kubernetes, namespace, claim('tried', 'nfs-client'), { dryRun: true });
    expect(await getClaim(kubernetes, namespace, 'tried')).toBeNull();
  });
});

test('storage classes and nodes are told with what each is', async () => {
  expect(await getStorageClass(kubernetes, 'nfs-client')).toMatchObject({
    kind: 'StorageClass',
    reclaimPolicy: 'Delete',
  });
  expect(await getStorageClass(kubernetes, 'none')).toBeNull();
  const classes = (await listStorageClasses(kubernetes)) as { kind: string; metadata: { name: string } }[];
  expect(classes.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toContain('StorageClass nfs-client');
  const nodes = (await listNodes(kubernetes)) as { kind: string; metadata: { name: string } }[];
  expect(nodes.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['Node logkeep']);
});
