import { clusterWith, problemsIn } from './written';

test.each([
  ['of the file', `${clusterWith()}wroker: {}\n`, 'wroker (line 4, column 1): unknown key, did you mean "worker"?'],
  [
    'of a cluster',
    clusterWith('timezon: UTC'),
    'clusters.kubesphere.timezon (line 4, column 5): unknown key, did you mean "timezone"?',
  ],
  [
    'of elasticsearch',
    clusterWith('elasticsearch:', '  ulr: http://es:9200'),
    'clusters.kubesphere.elasticsearch.ulr (line 5, column 7): unknown key, did you mean "url"?',
  ],
  [
    'of elasticsearch.tls',
    clusterWith('elasticsearch:', '  tls:', '    cafile: ca.pem'),
    'clusters.kubesphere.elasticsearch.tls.cafile (line 6, column 9): unknown key, did you mean "caFile"?',
  ],
  [
    'of indices',
    clusterWith('indices:', '  patern: x'),
    'clusters.kubesphere.indices.patern (line 5, column 7): unknown key, did you mean "pattern"?',
  ],
  [
    'of repository',
    clusterWith('repository: {nmae: x}'),
    'clusters.kubesphere.repository.nmae (line 4, column 18): unknown key, did you mean "name"?',
  ],
  [
    'of snapshots',
    clusterWith('snapshots: {naem: x}'),
    'clusters.kubesphere.snapshots.naem (line 4, column 17): unknown key, did you mean "name"?',
  ],
  [
    'of the worker',
    `${clusterWith()}worker:\n  taskqueue: x\n`,
    'worker.taskqueue (line 5, column 3): unknown key, did you mean "taskQueue"?',
  ],
])('a slip in a key %s is found, with the key that was meant', (_, text, problem) => {
  expect(problemsIn(text)).toEqual([problem]);
});

test('a key like no other is refused with those that there are', () => {
  expect(problemsIn(clusterWith('retention: 30d'))).toEqual([
    'clusters.kubesphere.retention (line 4, column 5): unknown key (known: preset, elasticsearch, timezone, schedule, drill, indices, repository, kubernetes, snapshots)',
  ]);
});

test.each(['Kubesphere', 'kube_sphere', 'kube.sphere', '-kube', 'kube-', '"kube sphere"', '""', `a${'b'.repeat(63)}`])(
  'a cluster cannot be called %s',
  (name) => {
    const problems = problemsIn(`clusters:\n  ${name}: {preset: kubesphere-3}\n`);
    expect(problems).toEqual([
      expect.stringMatching(
        /^clusters\..*\(line 2, column 3\): a cluster name must be lower-case letters, digits and dashes/,
      ),
    ]);
  },
);

test.each([
  ['timezone: 8', 'timezone (line 4, column 5): must be a text'],
  ['indices: logs-%Y.%m.%d', 'indices (line 4, column 5): must be a mapping (key: value)'],
  ['elasticsearch: http://es:9200', 'elasticsearch (line 4, column 5): must be a mapping (key: value)'],
  ['repository: {name: ""}', 'repository.name (line 4, column 18): must not be empty'],
  ['repository: {name: [a]}', 'repository.name (line 4, column 18): must be a text'],
])('a value of the wrong kind is refused in plain words: %s', (line, problem) => {
  expect(problemsIn(clusterWith(line))).toEqual([`clusters.kubesphere.${problem}`]);
});

test.each([
  ['healthPort: -1', 'worker.healthPort (line 5, column 3): must be at least 0'],
  ['healthPort: 80.5', 'worker.healthPort (line 5, column 3): must be a whole number'],
  ['metricsPort: 70000', 'worker.metricsPort (line 5, column 3): must be at most 65535'],
  ['taskQueue: ""', 'worker.taskQueue (line 5, column 3): must not be empty'],
])('the worker’s settings are checked: %s', (line, problem) => {
  expect(problemsIn(`${clusterWith()}worker:\n  ${line}\n`)).toEqual([problem]);
});

test('a cluster without a value is not a cluster', () => {
  expect(problemsIn('clusters:\n  kubesphere:\n')).toEqual([
    'clusters.kubesphere (line 2, column 3): must be a mapping (key: value)',
  ]);
});
