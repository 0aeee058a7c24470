import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { reviewAccess } from '../../../src/kubernetes/access';
import { createClaim } from '../../../src/kubernetes/claims';
import { connectKubernetes } from '../../../src/kubernetes/connect';
import * as kinds from '../../../src/kubernetes/errors';
import type { Kubernetes } from '../../../src/kubernetes/kubernetes';
import { listNodes } from '../../../src/kubernetes/nodes';
import { createPod, deletePod, getPod, listPods } from '../../../src/kubernetes/pods';
import { createSecret } from '../../../src/kubernetes/secrets';
import { getStorageClass, getVolume, listStorageClasses, retainVolume } from '../../../src/kubernetes/volumes';
import type { AccessRight } from '../../../src/planning/required-rights';
import { createAccount } from '../../world/account';
import { eventually } from '../../world/eventually';
import { writeKubeconfig } from '../../world/kubeconfig';
import { kubernetesWorld, ownNamespace } from '../../world/kubernetes';
import { smallPod } from '../../world/small-pod';

const { kubeconfig } = kubernetesWorld();
const kubernetes = connectKubernetes({ kubeconfig });
const folder = mkdtempSync(join(tmpdir(), 'logkeep-refusals-'));
let space: Awaited<ReturnType<typeof ownNamespace>>;
let namespace: string;
beforeAll(async () => {
  space = await ownNamespace(kubernetes);
  namespace = space.name;
});
afterAll(async () => {
  await space.remove();
  rmSync(folder, { recursive: true });
});

const pod = (name: string, spec: object = smallPod()) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec });
const secret = (name: string) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name } });
const post = (path: string, body: object) => kubernetes.send({ method: 'POST', path, body }, z.unknown());
const dryRun = { dryRun: true };

describe('an account that may only read pods', () => {
  let reader: Kubernetes;
  beforeAll(async () => {
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }];
    const token = await createAccount(kubernetes, namespace, 'reader', rules);
    reader = connectKubernetes({
      kubeconfig: writeKubeconfig(join(folder, 'reader'), kubeconfig, { user: { token } }),
    });
    await createPod(kubernetes, namespace, pod('shell'));
    await eventually(async () => (await getPod(kubernetes, namespace, 'shell'))?.status?.phase === 'Running');
  });

  test('is told which right it lacks, and as whom it asks', async () => {
    expect(await listPods(reader, namespace, {})).toHaveLength(1);
    const refused = deletePod(reader, namespace, 'shell', '11111111-1111-1111-1111-111111111111');
    await expect(refused).rejects.toBeInstanceOf(kinds.Forbidden);
    await expect(refused).rejects.toThrow(
      `User "system:serviceaccount:${namespace}:reader" cannot delete resource "pods" in API group "" in the namespace "${namespace}"`,
    );
  });

  test('may not run commands', async () => {
    const refused = reader.exec({ namespace, pod: 'shell', container: 'main' }, ['true']);
    await expect(refused).rejects.toMatchObject({ name: 'ExecFailed', fault: 'forbidden', retryable: false });
    await expect(refused).rejects.toThrow(/"pods\/exec"/);
  });

  test('may not look outside of its namespace, which is an answer where logkeep can do without', async () => {
    const answers = [
      listNodes(reader),
      getVolume(reader, 'x'),
      getStorageClass(reader, 'x'),
      listStorageClasses(reader),
    ];
    expect(await Promise.all(answers)).toEqual(['forbidden', 'forbidden', 'forbidden', 'forbidden']);
    await expect(retainVolume(reader, 'x')).rejects.toBeInstanceOf(kinds.Forbidden);
  });

  test('learns exactly which of the wanted rights it lacks', async () => {
    const pods = { group: '', resource: 'pods' };
    const lacking: AccessRight[] = [
      { verb: 'delete', ...pods },
      { verb: 'get', ...pods, subresource: 'exec' },
      { verb: 'patch', group: 'apps', resource: 'statefulsets', name: 'es' },
      { verb: 'get', group: '', resource: 'persistentvolumes', isClusterScoped: true },
    ];
    const granted: AccessRight[] = [
      { verb: 'get', ...pods },
      { verb: 'get', ...pods, name: 'shell' },
    ];
    expect(await reviewAccess(reader, namespace, [...granted, ...lacking])).toEqual(lacking);
    expect(await reviewAccess(reader, 'default', granted)).toEqual(granted);
    expect(await reviewAccess(kubernetes, namespace, [...granted, ...lacking])).toEqual([]);
  });
});

describe('a rule of the cluster', () => {
  const refused = async (run: () => Promise<unknown>): Promise<kinds.KubernetesError> => {
    // The API server learns of a new rule within a moment.
    return eventually(async () => {
      const error: unknown = await run().then(
        () => null,
        (reason: unknown) => reason,
      );
      return error instanceof kinds.KubernetesError && error;
    });
  };

  test('on pods is met in a dry run', async () => {
    const path = `/api/v1/namespaces/${namespace}`;
    const label = (value: string | null) => {
      const body = { metadata: { labels: { 'pod-security.kubernetes.io/enforce': value } } };
      const contentType = 'application/merge-patch+json';
      return kubernetes.send({ method: 'PATCH', path, body, contentType }, z.unknown());
    };
    await label('restricted');
    const error = await refused(() => createPod(kubernetes, namespace, pod('tried'), dryRun));
    expect(error).toMatchObject({ name: 'AdmissionDenied', gate: 'pod security', retryable: false });
    await label(null);
  });

  test('on amounts is told', async () => {
    const spec = { hard: { persistentvolumeclaims: '0' } };
    await post(`/api/v1/namespaces/${namespace}/resourcequotas`, {
      ...{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'none' }, spec },
    });
    const claim = { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } };
    const manifest = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'tried' }, spec: claim };
    const error = await refused(() => createClaim(kubernetes, namespace, manifest, dryRun));
    expect(error).toMatchObject({ name: 'AdmissionDenied', gate: 'quota' });
  });

  test('of a webhook that does not answer keeps logkeep waiting', async () => {
    const path = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
    const webhook = {
      ...{ name: 'guard.logkeep.test', sideEffects: 'None', admissionReviewVersions: ['v1'], timeoutSeconds: 1 },
      clientConfig: { url: 'https://127.0.0.1:9/' },
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['secrets'] }],
    };
    const kind = 'ValidatingWebhookConfiguration';
    const metadata = { name: namespace };
    await post(path, { apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata, webhooks: [webhook] });
    let tries = 0;
    const error = await refused(() => createSecret(kubernetes, namespace, secret(`tried-${(tries += 1)}`)));
    expect(error).toMatchObject({ name: 'ApiServerUnavailable', retryable: true });
    expect(error.message).toMatch(/^The admission webhook guard\.logkeep\.test does not answer/);
    await kubernetes.send({ method: 'DELETE', path: `${path}/${namespace}` }, z.unknown());
  });
});

test('a namespace that is being deleted takes nothing new', async () => {
  const leaving = await ownNamespace(kubernetes);
  const held = { ...secret('held'), metadata: { name: 'held', finalizers: ['logkeep.test/hold'] } };
  await createSecret(kubernetes, leaving.name, held);
  await leaving.remove();
  const error = await createSecret(kubernetes, leaving.name, secret('late')).catch((reason: unknown) => reason);
  const body = { metadata: { finalizers: null } };
  const path = `/api/v1/namespaces/${leaving.name}/secrets/held`;
  await kubernetes.send({ method: 'PATCH', path, body, contentType: 'application/merge-patch+json' }, z.unknown());
  expect(error).toBeInstanceOf(kinds.BeingDeleted);
});

test('a pod that is no pod is invalid', async () => {
  const nothing = createPod(kubernetes, namespace, pod('Not A Name', { containers: [] }), dryRun);
  await expect(nothing).rejects.toBeInstanceOf(kinds.Invalid);
});
