import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubernetesConnection } from '../../src/config/kubernetes-connection';

const before = process.env.KUBECONFIG;
let folder: string;
let token: string;
const noToken = '/nonexistent/token';
const home = join(homedir(), '.kube', 'config');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logkeep-connection-'));
  token = join(folder, 'token');
  writeFileSync(token, 'a token');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  if (before === undefined) delete process.env.KUBECONFIG;
  else process.env.KUBECONFIG = before;
});
beforeEach(() => void delete process.env.KUBECONFIG);

test('what logkeep.yaml names wins over everything', () => {
  process.env.KUBECONFIG = '/from/variable';
  expect(kubernetesConnection({ kubeconfig: '/named', context: 'a' }, token)).toEqual({
    kubeconfig: '/named',
    context: 'a',
  });
});

test('then $KUBECONFIG, with all its files', () => {
  process.env.KUBECONFIG = '/a:/b';
  expect(kubernetesConnection({}, token)).toEqual({ kubeconfig: '/a:/b' });
});

test('then the service account of the pod', () => {
  expect(kubernetesConnection({}, token)).toEqual({});
});

test('a context is looked for in a kubeconfig also inside a pod', () => {
  expect(kubernetesConnection({ context: 'other' }, token)).toEqual({ kubeconfig: home, context: 'other' });
});

test.each([undefined, ''])('then ~/.kube/config, with KUBECONFIG %p', (variable) => {
  if (variable !== undefined) process.env.KUBECONFIG = variable;
  expect(kubernetesConnection({}, noToken)).toEqual({ kubeconfig: home });
});
