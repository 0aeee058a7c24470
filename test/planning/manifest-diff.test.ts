import { applyPatch } from 'diff';
import fc from 'fast-check';
import type { ConfigMap, Manifest } from '../../src/planning/manifest';
import { manifestDiff } from '../../src/planning/manifest-diff';
import { addPathRepo } from '../../src/planning/path-repo';
import { withAdditions } from '../../src/planning/template-additions';
import { configMapOf, stacks, statefulSetOf } from './kubesphere';

const additions = {
  claim: 'elasticsearch-logging-backup',
  mountPath: '/usr/share/elasticsearch/backup',
  container: 'elasticsearch',
  image: 'kubesphere/elasticsearch-oss:6.7.0-1',
  chown: true,
  folder: 'kubesphere',
};

function configured(map: ConfigMap): ConfigMap {
  const text = addPathRepo(map.data?.['elasticsearch.yml'] ?? '', additions.mountPath);
  return { ...map, data: { ...map.data, 'elasticsearch.yml': text } };
}

test.each(stacks)('what setup does to the StatefulSet of %s', (stack) => {
  const before = statefulSetOf(stack);
  expect(manifestDiff(before, withAdditions(before, additions))).toMatchSnapshot();
});

test.each(['kubesphere-2.1.1', 'kubesphere-3.3.2'] as const)(
  'what setup does to the ConfigMap of %s is one line',
  (stack) => {
    const before = configMapOf(stack);
    const diff = manifestDiff(before, configured(before));
    expect(diff).toMatchSnapshot();
    expect(diff.split('\n').filter((line) => /^[+-]/.test(line))).toEqual([
      '+    path.repo: /usr/share/elasticsearch/backup',
    ]);
  },
);

test('an object that is not there yet is all new', () => {
  const after: Manifest = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'backup' },
    spec: { a: 1 },
  };
  expect(manifestDiff(null, after)).toBe(
    [
      'PersistentVolumeClaim/backup',
      '@@ -0,0 +1,6 @@',
      '+apiVersion: v1',
      '+kind: PersistentVolumeClaim',
      '+metadata:',
      '+  name: backup',
      '+spec:',
      '+  a: 1',
      '',
    ].join('\n'),
  );
});

test('what only the server cares about is no difference, nor is the order of fields', () => {
  const before = statefulSetOf('kubesphere-2.1.1');
  const lastApplied = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
  const { metadata, spec, ...rest } = before;
  const live = { spec, ...rest, metadata: { ...metadata, uid: 'u', resourceVersion: '8', annotations: lastApplied } };
  expect(manifestDiff(before, { ...live, status: { readyReplicas: 2 } })).toBe('');
});

const lines = ['a: 1', 'b: 2', 'c: 3', 'd: 4', 'e: 5'];
const map = (text: string): ConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c' },
  data: { text },
});

test.each([
  ['lines of Windows', '\r\n', ''],
  ['blanks in the last line', '\n', '\n  '],
  ['blanks at line ends', '  \n', ''],
  ['blank lines', '\n\n', '\n\n'],
  ['long lines', `${' long'.repeat(60)}\n`, ''],
])('a text with %s is shown as lines, too', (_, lineBreak, end) => {
  const [before, after] = [lines, lines.with(2, 'c: 4')].map((some) => map(some.join(lineBreak) + end));
  const diff = manifestDiff(before ?? null, after ?? map(''));
  expect(diff.split('\n').filter((line) => /^[+-]/.test(line))).toHaveLength(2);
});

test('no password is shown: neither in variables, nor in settings, nor in Secrets', () => {
  const env = [
    { name: 'ELASTIC_PASSWORD', value: 'visible-1' },
    { name: 'JAVA_OPTS', value: '-Xms1g' },
    { name: 'S3_SECRET_KEY', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  ];
  const pod: Manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ env }] } };
  const secret: Manifest = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { key: 'visible-2' } };
  const settings = map('a: 1\ns3.client.default.secret_key: visible-3\nxpack.password=visible-4\npath.repo: /x');
  const all = [pod, secret, settings].map((manifest) => manifestDiff(null, manifest)).join('');
  expect(all).not.toContain('visible');
  expect(all.match(/\(hidden\)/g)).toHaveLength(4);
  for (const kept of ['-Xms1g', 'secretKeyRef', 'path.repo: /x']) expect(all).toContain(kept);
});

test('a diff is a patch that makes the one from the other', () => {
  const texts = fc.array(fc.constantFrom('a', 'b', '  c', ''), { maxLength: 12 }).map((some) => some.join('\n'));
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      const [before, after] = [manifestDiff(null, map(one)), manifestDiff(null, map(other))].map((diff) =>
        applyPatch('', diff.slice(diff.indexOf('\n') + 1)),
      );
      const diff = manifestDiff(map(one), map(other));
      const patched = diff === '' ? before : applyPatch(before || '', diff.slice(diff.indexOf('\n') + 1));
      expect(patched).toBe(after);
      expect(before).not.toBe(false);
    }),
  );
});
