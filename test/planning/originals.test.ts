import fc from 'fast-check';
import type { Manifest } from '../../src/planning/manifest';
import { originalsSecret } from '../../src/planning/originals';
import { frozen } from './frozen';
import { configMapOf, statefulSetOf } from './kubesphere';

const originals = [
  statefulSetOf('kubesphere-2.1.1'),
  statefulSetOf('kubesphere-2.1.1 master'),
  configMapOf('kubesphere-2.1.1'),
];
const secretOf = (manifests: readonly Manifest[]) =>
  originalsSecret('kubesphere', 'logs', '0123456789', frozen(manifests));
/** As `kubectl get secret -o jsonpath='{.data.…}' | base64 -d` would give it. */
const decoded = (encoded = ''): unknown => JSON.parse(Buffer.from(encoded, 'base64').toString());

test('keeps each manifest in a file that tells what it is', () => {
  expect(Object.keys(secretOf(originals).data ?? {})).toEqual([
    'statefulset-elasticsearch-logging-data.json',
    'statefulset-elasticsearch-logging-discovery.json',
    'configmap-elasticsearch-logging.json',
  ]);
});

test('gives every field of every manifest back', () => {
  expect(Object.values(secretOf(originals).data ?? {}).map(decoded)).toEqual(originals);
});

test('cannot be changed, and says whose it is', () => {
  expect(secretOf(originals)).toMatchObject({
    ...{ apiVersion: 'v1', kind: 'Secret', type: 'Opaque', immutable: true },
    metadata: {
      name: 'logkeep-originals-kubesphere-0123456789',
      namespace: 'logs',
      labels: {
        'app.kubernetes.io/managed-by': 'logkeep',
        'logkeep/cluster': 'kubesphere',
        'logkeep/originals': 'true',
      },
    },
  });
});

test('is the same for the same manifests: to keep them twice is to keep them once', () => {
  expect(JSON.stringify(secretOf(originals))).toBe(JSON.stringify(secretOf(structuredClone(originals))));
});

test('whatever a manifest holds comes back, under a name that a Secret may have', () => {
  const names = fc.stringMatching(/^[a-z0-9]([a-z0-9.-]{0,20}[a-z0-9])?$/);
  fc.assert(
    fc.property(names, fc.dictionary(fc.string(), fc.jsonValue()), (name, fields) => {
      const manifest = { ...fields, apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name } };
      const files = Object.entries(secretOf([manifest]).data ?? {});
      expect(files.map(([file]) => file)).toEqual([expect.stringMatching(/^[-._a-zA-Z0-9]{1,253}$/)]);
      expect(files.map(([, text]) => decoded(text))).toEqual([JSON.parse(JSON.stringify(manifest))]);
    }),
  );
});
