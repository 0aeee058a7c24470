import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { makeCertificates } from '../../../sandbox/servers/certificates';
import { connectKubernetes } from '../../../src/kubernetes/connect';
import * as kinds from '../../../src/kubernetes/errors';
import { createPod, getPod } from '../../../src/kubernetes/pods';
import { createAccount } from '../../world/account';
import { eventually } from '../../world/eventually';
import { clusterIn, writeKubeconfig } from '../../world/kubeconfig';
import { kubernetesWorld, ownNamespace } from '../../world/kubernetes';
import { openRelay } from '../../world/relay';
import type { Relay } from '../../world/relay';
import { smallPod } from '../../world/small-pod';

const admin = kubernetesWorld().kubeconfig;
const kubernetes = connectKubernetes({ kubeconfig: admin });
const { url } = clusterIn(admin);

let folder: string;
let relay: Relay;
let space: Awaited<ReturnType<typeof ownNamespace>>;
let namespace: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'logkeep-port-'));
  relay = await openRelay(url.hostname, Number(url.port));
  space = await ownNamespace(kubernetes);
  namespace = space.name;
});
afterAll(async () => {
  await relay.close();
  await space.remove();
  rmSync(folder, { recursive: true });
});

const get = { method: 'GET', path: '/api/v1/namespaces/default' } as const;

function connectWith(different: { cluster?: object; user?: object }) {
  return connectKubernetes({ kubeconfig: writeKubeconfig(join(folder, 'kubeconfig'), admin, different) });
}

/** Through the relay; the certificate is one for this name, as that of every API server. */
const throughRelay = () =>
  connectWith({ cluster: { server: `https://127.0.0.1:${relay.port}`, 'tls-server-name': 'kubernetes' } });

test('the version is told in numbers and as the server says it', async () => {
  const version = await kubernetes.version();
  expect(version.text).toMatch(new RegExp(`^v${version.major}\\.${version.minor}\\.`));
  expect([version.major, version.minor >= 19]).toEqual([1, true]);
});

test('the server is named without credentials', () => {
  const { address } = connectWith({ cluster: { server: 'https://elastic:hunter2@api:6443/k8s/clusters/c-1/' } });
  expect(address).toBe('https://api:6443/k8s/clusters/c-1');
});

test('a server of another certificate authority gets no token', async () => {
  const authority = Buffer.from(makeCertificates().authority).toString('base64');
  const stranger = connectWith({ cluster: { 'certificate-authority-data': authority } });
  await expect(stranger.send(get, z.unknown())).rejects.toBeInstanceOf(kinds.Untrusted);
  const target = { namespace, pod: 'none', container: 'main' };
  await expect(stranger.exec(target, ['true'])).rejects.toBeInstanceOf(kinds.Untrusted);
});

test.each([
  ['a token that it does not know', { token: 'hunter2' }],
  ['no credentials at all', {}],
])('a server that is shown %s says so', async (_, user) => {
  const stranger = connectWith({ user });
  await expect(stranger.send(get, z.unknown())).rejects.toMatchObject({
    name: 'Unauthenticated',
    retryable: false,
    message: expect.not.stringContaining('hunter2') as string,
  });
});

test('a token in a file may be renewed, or added, at any time', async () => {
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'expired');
  const waiting = connectWith({ user: { tokenFile } });
  await expect(waiting.send(get, z.unknown())).rejects.toBeInstanceOf(kinds.Unauthenticated);
  const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list'] }];
  writeFileSync(tokenFile, `${await createAccount(kubernetes, namespace, 'renewed', rules)}\n`);
  const list = { method: 'GET', path: `/api/v1/namespaces/${namespace}/configmaps` } as const;
  await expect(waiting.send(list, z.looseObject({}))).resolves.toHaveProperty('items');
});

test('the credentials of a plugin are used', async () => {
  const token = await createAccount(kubernetes, namespace, 'plugged', []);
  const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token } };
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'echo', args: [JSON.stringify(credential)] };
  const refusal = `serviceaccount:${namespace}:plugged`;
  await expect(connectWith({ user: { exec } }).send(get, z.unknown())).rejects.toThrow(refusal);
});

test('what an answer must be is checked, and told', async () => {
  const answer = z.object({ metadata: z.object({ name: z.number() }) });
  await expect(kubernetes.send(get, answer)).rejects.toThrow(
    /^The API server answered GET \/api\/v1\/namespaces\/default in a form that logkeep does not know at metadata\.name: /,
  );
});

test('a network that is cut is a server that cannot be reached, until it is mended', async () => {
  const remote = throughRelay();
  await remote.send(get, z.unknown());
  relay.cut();
  const error = remote.send(get, z.unknown());
  await expect(error).rejects.toMatchObject({ name: 'ApiServerUnreachable', retryable: true });
  relay.mend();
  await remote.send(get, z.unknown());
});

test('a command whose connection is cut leaves open what it has done', async () => {
  const remote = throughRelay();
  await createPod(kubernetes, namespace, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'far' },
    spec: smallPod(),
  });
  await eventually(async () => (await getPod(kubernetes, namespace, 'far'))?.status?.phase === 'Running');
  const target = { namespace, pod: 'far', container: 'main' };
  const running = remote.exec(target, ['sh', '-c', 'touch /tmp/begun; sleep 600'], 60_000);
  const cut = eventually(async () => (await kubernetes.exec(target, ['test', '-e', '/tmp/begun'])).exitCode === 0).then(
    () => relay.cut(),
  );
  const brokenOff = { name: 'ExecFailed', fault: 'broken off', retryable: true };
  await Promise.all([expect(running).rejects.toMatchObject(brokenOff), cut]);
  relay.mend();
});
