import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CoreV1Api } from '@kubernetes/client-node';
import { apiFor, requireAnswer } from '../../sandbox/kubernetes/api-for';
import { freePorts } from '../../sandbox/processes/ports';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logkeep-kubeconfig-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test('a kubeconfig that is not there is told with its path', () => {
  const file = path.join(folder, 'missing');
  expect(() => apiFor(file, CoreV1Api)).toThrow(
    /missing cannot be read as a kubeconfig \(.*ENOENT.*\); name another\.$/,
  );
});

test('a Kubernetes that does not answer is told with the reason', async () => {
  const [port] = await freePorts(1);
  const file = path.join(folder, 'dead');
  const cluster = { name: 'a', cluster: { server: `https://127.0.0.1:${port}` } };
  const context = { name: 'a', context: { cluster: 'a', user: 'a' } };
  const users = [{ name: 'a', user: { token: 'x' } }];
  fs.writeFileSync(file, JSON.stringify({ clusters: [cluster], contexts: [context], users, 'current-context': 'a' }));
  await expect(requireAnswer(file)).rejects.toThrow(
    /^The Kubernetes of .*dead does not answer \(.*ECONNREFUSED.*\); start it, or name another\.$/,
  );
});
