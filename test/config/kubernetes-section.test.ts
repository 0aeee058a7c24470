import { dirname, resolve } from 'node:path';
import { parseConfig } from '../../src/config/load';
import { clusterWith, problemsIn, read } from './written';

const kubernetes = (...lines: string[]) => read(clusterWith(...lines)).clusters[0]?.kubernetes;

const stack = {
  namespace: 'kubesphere-logging-system',
  statefulSets: { data: ['elasticsearch-logging-data'], master: ['elasticsearch-logging-discovery'] },
  configMap: { name: 'elasticsearch-logging', key: 'elasticsearch.yml' },
  container: 'elasticsearch',
  claim: { name: 'elasticsearch-logging-backup', storageClass: 'nfs-client', size: '100Gi', retainVolume: false },
  curator: 'report',
};

test('without the section there is no Kubernetes to touch, whatever the preset knows', () => {
  expect(read(clusterWith()).clusters[0]).not.toHaveProperty('kubernetes');
});

test.each(['kubesphere-2.1', 'kubesphere-3'])('with the preset %s an empty section is enough', (preset) => {
  const text = `clusters: {a: {preset: ${preset}, kubernetes: {}}}\n`;
  expect(read(text).clusters[0]?.kubernetes).toEqual(stack);
});

test.each([
  ['namespace: logging', { namespace: 'logging' }],
  ['context: production', { context: 'production' }],
  ['container: es', { container: 'es' }],
  ['statefulSets: {data: [a, b]}', { statefulSets: { ...stack.statefulSets, data: ['a', 'b'] } }],
  ['statefulSets: {data: [], master: [es]}', { statefulSets: { data: [], master: ['es'] } }],
  ['configMap: {name: es}', { configMap: { name: 'es', key: 'elasticsearch.yml' } }],
  ['configMap: {key: opensearch.yml}', { configMap: { name: 'elasticsearch-logging', key: 'opensearch.yml' } }],
  ['claim: {name: nfs}', { claim: { ...stack.claim, name: 'nfs' } }],
  ['claim: {size: 1.5Ti}', { claim: { ...stack.claim, size: '1.5Ti' } }],
  ['claim: {storageClass: cephfs}', { claim: { ...stack.claim, storageClass: 'cephfs' } }],
  ['claim: {retainVolume: true}', { claim: { ...stack.claim, retainVolume: true } }],
  ['curator: suspend', { curator: 'suspend' }],
])('what the file says wins over the preset, and the rest stays: %s', (line, different) => {
  expect(kubernetes('kubernetes:', `  ${line}`)).toEqual({ ...stack, ...different });
});

test('a kubeconfig is relative to the folder of the file', () => {
  const text = clusterWith('kubernetes: {kubeconfig: keys/kubeconfig}');
  const file = resolve('/etc/logkeep/logkeep.yaml');
  const [cluster] = parseConfig(text, file).clusters;
  expect(cluster?.kubernetes?.kubeconfig).toBe(resolve(dirname(file), 'keys/kubeconfig'));
});

const bare = [
  'clusters:',
  '  a:',
  '    elasticsearch: {url: "http://es:9200"}',
  '    indices: {pattern: logs-%Y.%m.%d}',
  '    repository: {name: nfs}',
];

test('without a preset every missing name is told at once', () => {
  expect(problemsIn([...bare, '    kubernetes: {}', ''].join('\n'))).toEqual([
    'clusters.a (line 2, column 3): kubernetes.namespace is missing: where Elasticsearch runs',
    'clusters.a (line 2, column 3): kubernetes.statefulSets is missing: the StatefulSets of Elasticsearch, as data and master',
    'clusters.a (line 2, column 3): kubernetes.configMap.name is missing: the one with elasticsearch.yml',
    'clusters.a (line 2, column 3): kubernetes.container is missing: the one of Elasticsearch in its pods',
  ]);
});

test('without a preset the claim is of the default class of the cluster', () => {
  const section = 'kubernetes: {namespace: logs, statefulSets: {master: [es]}, configMap: {name: es}, container: es}';
  expect(read([...bare, `    ${section}`, ''].join('\n')).clusters[0]?.kubernetes).toEqual({
    namespace: 'logs',
    statefulSets: { data: [], master: ['es'] },
    configMap: { name: 'es', key: 'elasticsearch.yml' },
    container: 'es',
    claim: { name: 'elasticsearch-logging-backup', size: '100Gi', retainVolume: false },
    curator: 'report',
  });
});

test.each([
  ['kubernetes:', 'kubernetes (line 4, column 5): must be a mapping (key: value)'],
  ['kubernetes: {namspace: x}', 'kubernetes.namspace (line 4, column 18): unknown key, did you mean "namespace"?'],
  ['kubernetes: {claim: {sise: x}}', 'kubernetes.claim.sise (line 4, column 26): unknown key, did you mean "size"?'],
  [
    'kubernetes: {namespace: Logging}',
    'kubernetes.namespace (line 4, column 18): must be lower-case letters, digits and dashes, at most 63',
  ],
  ['kubernetes: {curator: stop}', 'kubernetes.curator (line 4, column 18): must be report or suspend'],
  [
    'kubernetes: {configMap: {key: a/b}}',
    'kubernetes.configMap.key (line 4, column 30): must be letters, digits, dashes, dots and underscores',
  ],
  [
    'kubernetes: {claim: {storageClass: "nfs client"}}',
    'kubernetes.claim.storageClass (line 4, column 26): must be lower-case letters, digits, dashes and dots',
  ],
  [
    'kubernetes: {statefulSets: {data: [es, es]}}',
    'kubernetes.statefulSets.data (line 4, column 33): must name each StatefulSet once',
  ],
])('a slip is told with its place: %s', (line, problem) => {
  expect(problemsIn(clusterWith(line))).toEqual([`clusters.kubesphere.${problem}`]);
});

test('a StatefulSet is either of data or of masters', () => {
  expect(problemsIn(clusterWith('kubernetes: {statefulSets: {data: [es], master: [es]}}'))).toEqual([
    'clusters.kubesphere (line 2, column 3): kubernetes.statefulSets names es as data and as master: leave it in master only',
  ]);
});

test.each(['100Gi', '1', '1.5Ti', '500G', '20000k', '10Pi', '1Ei', '1e12'])('a volume may have %s', (size) => {
  expect(kubernetes(`kubernetes: {claim: {size: "${size}"}}`)?.claim.size).toBe(size);
});

test.each(['', '0', '0Gi', '-1Gi', '100GB', '100 Gi', '100gi', 'big', '10m', 'Gi', '1e', '.5Gi'])(
  'a volume cannot have "%s"',
  (size) => {
    expect(problemsIn(clusterWith(`kubernetes: {claim: {size: "${size}"}}`))).toEqual([
      'clusters.kubesphere.kubernetes.claim.size (line 4, column 26): must be a size as Kubernetes writes it, such as 100Gi',
    ]);
  },
);
