import { addressesOf, freeNumber } from '../../sandbox/kubernetes/addresses';
import { kubeSphereManifests } from '../../sandbox/kubernetes/kubesphere-manifests';
import { requireRootOnLinux } from '../../sandbox/kubernetes/requirements';

test.each([
  ['nothing is in use', [], 100],
  ['this machine has an address there', ['192.0.2.2', '10.100.0.1', '::1'], 101],
  ['another cluster comes later', ['10.101.0.2'], 100],
  ['an address only begins alike', ['10.10.0.1', '110.100.0.1'], 100],
])('the addresses of a new cluster when %s', (_, inUse, number) => {
  expect(freeNumber(inUse)).toBe(number);
});

test('there are no addresses when all are in use', () => {
  expect(freeNumber(Array.from({ length: 100 }, (_, index) => `10.${100 + index}.0.1`))).toBeUndefined();
});

test("a cluster's addresses lie in its own network", () => {
  const { number, link, ...addresses } = addressesOf(117);
  expect(link).toBe(`logkeep${number}`);
  expect(Object.values(addresses).every((address) => address.startsWith('10.117.'))).toBe(true);
});

test.each([
  ['2.1.1', 'elasticsearch-oss:6.7.0-1'],
  ['3.3.2', 'elasticsearch-oss:6.8.22'],
] as const)('the manifests of KubeSphere %s are whole, with a heap for a small machine', (version, image) => {
  const manifests = kubeSphereManifests(version);
  const kinds = ['ConfigMap', 'ConfigMap', 'CronJob', 'Service', 'Service', 'ServiceAccount', 'ServiceAccount'];
  expect(manifests.map(({ kind }) => kind).sort()).toEqual([...kinds, 'StatefulSet', 'StatefulSet']);
  const text = JSON.stringify(manifests);
  expect(text).toContain(image);
  expect(text).not.toMatch(/1536m|v1beta1/);
  expect(text.match(/-Xms512m -Xmx512m/g)).toHaveLength(2);
});

test.each([
  ['linux', 1000, 'A Kubernetes node has to be started by root and you are not; run as root, or let --kubeconfig name'],
  ['darwin', 0, 'A Kubernetes node needs Linux and this is darwin; let --kubeconfig name'],
])('on %s as user %d the way out is named', (platform, user, sentence) => {
  expect(() => requireRootOnLinux(platform, user)).toThrow(`${sentence} the kubeconfig of a kind, k3d or real cluster`);
});

test('root on Linux may start one', () => {
  expect(() => requireRootOnLinux('linux', 0)).not.toThrow();
});
