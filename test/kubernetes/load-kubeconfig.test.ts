import type { RequestOptions } from 'node:https';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { stringify } from 'yaml';
import { KubeconfigUnusable } from '../../src/kubernetes/errors';
import { loadKubeconfig } from '../../src/kubernetes/load-kubeconfig';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'logkeep-kubeconfig-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | object): string {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : stringify(content));
  return file;
}

/** A kubeconfig whose cluster, user and only context have this name. */
function named(name: string, user: object = { token: `token of ${name}` }, cluster: object = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: `https://${name}:6443`, ...cluster } }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  };
}

function refusal(content: string | object, context?: string): string {
  const kubeconfig = write('refused', content);
  try {
    loadKubeconfig({ kubeconfig, ...(context === undefined ? {} : { context }) });
  } catch (error) {
    if (error instanceof KubeconfigUnusable) return error.message.replace(kubeconfig, 'FILE');
    throw error;
  }
  throw new Error('The kubeconfig was accepted');
}

test('the current context says which cluster, unless another is chosen', () => {
  const [one, two] = [named('one'), named('two')];
  const kubeconfig = write('both', {
    ...one,
    clusters: [...one.clusters, ...two.clusters],
    users: [...one.users, ...two.users],
    contexts: [...one.contexts, ...two.contexts],
  });
  expect(loadKubeconfig({ kubeconfig }).getCurrentCluster()?.server).toBe('https://one:6443');
  expect(loadKubeconfig({ kubeconfig, context: 'two' }).getCurrentUser()?.token).toBe('token of two');
});

test('of several files, whichever says something first is right', () => {
  const first = write('first', named('one'));
  const second = write('second', { ...named('one', { token: 'other' }), 'current-context': 'two' });
  const third = write('third', named('three'));
  const kubeconfig = [first, second, third].join(delimiter);
  expect(loadKubeconfig({ kubeconfig }).getCurrentUser()?.token).toBe('token of one');
  expect(loadKubeconfig({ kubeconfig, context: 'three' }).getCurrentCluster()?.server).toBe('https://three:6443');
});

test('files that it names lie relative to its folder', async () => {
  write('relative/keys/ca.crt', 'the authority');
  write('relative/keys/token', 'the token\n');
  const user = { tokenFile: 'keys/token' };
  const kubeconfig = write('relative/config', named('one', user, { 'certificate-authority': 'keys/ca.crt' }));
  const options: RequestOptions = {};
  await loadKubeconfig({ kubeconfig }).applyToHTTPSOptions(options);
  expect(options).toMatchObject({
    ca: Buffer.from('the authority'),
    headers: { Authorization: expect.stringMatching(/^Bearer the token\s*$/) as string },
  });
});

test.each<[string, string | object, string]>([
  ['is empty', '', 'FILE is not a kubeconfig: it is not a YAML mapping'],
  ['is no YAML', 'users:\n- token: "hunter2', 'FILE is not a kubeconfig: it is not a YAML mapping'],
  ['is a text', 'hunter2', 'FILE is not a kubeconfig: it is not a YAML mapping'],
  ['has nothing in it', { kind: 'Config' }, 'FILE has no current context (it has none): name one in logkeep.yaml'],
  [
    'names a context that it does not have',
    { ...named('one'), 'current-context': 'two' },
    'FILE has no context "two" (it has one): name one of these in logkeep.yaml',
  ],
  [
    'names a cluster that it does not have',
    { ...named('one'), clusters: [] },
    'FILE has no server for the context "one": add the cluster to it',
  ],
  [
    'has an address without TLS',
    named('one', {}, { server: 'http://one:8080' }),
    'FILE reaches the API server without TLS (http://one:8080): use https, or say insecure-skip-tls-verify: true there',
  ],
])('a kubeconfig that %s is refused, without what it says', (_, content, sentence) => {
  expect(refusal(content)).toBe(sentence);
});

test('a context that is not there is told with those that are', () => {
  expect(refusal(named('one'), 'production')).toBe(
    'FILE has no context "production" (it has one): name one of these in logkeep.yaml',
  );
});

test('a file that is not there is named, with what to do', () => {
  const kubeconfig = join(folder, 'missing');
  expect(() => loadKubeconfig({ kubeconfig })).toThrow(
    `The kubeconfig ${kubeconfig} cannot be read (ENOENT): name the right one in logkeep.yaml`,
  );
});

test('outside of Kubernetes a kubeconfig is needed', () => {
  const host = process.env.KUBERNETES_SERVICE_HOST;
  delete process.env.KUBERNETES_SERVICE_HOST;
  try {
    expect(() => loadKubeconfig({})).toThrow('logkeep does not run inside Kubernetes, so it needs a kubeconfig');
  } finally {
    if (host !== undefined) process.env.KUBERNETES_SERVICE_HOST = host;
  }
});
