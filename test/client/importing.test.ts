import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config/load';
import type { ClusterSection } from '../../src/planning/import/imported';
import { runLogkeep } from './run-logkeep';

const sandbox = resolve(__dirname, '../../sandbox');
const kubesphere2 = join(sandbox, 'kubesphere-2.1.1/elasticsearch-logging-curator/configmap.yaml');
const kubesphere3 = join(
  sandbox,
  'kubesphere-3.3.2/configmap-elasticsearch-logging-curator-elasticsearch-curator-config.yaml',
);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logkeep-import-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

/** What was written, which has to be a logkeep.yaml as it is. */
function clustersIn(text: string): Record<string, ClusterSection> {
  expect(() => parseConfig(text, 'logkeep.yaml')).not.toThrow();
  return (parse(text) as { clusters: Record<string, ClusterSection> }).clusters;
}

test('the Curator of KubeSphere 2.1 becomes its preset, and the missing prefix is told', async () => {
  const { code, stdout, stderr } = await runLogkeep(folder, ['import', 'curator', kubesphere2]);
  expect(code).toBe(0);
  expect(clustersIn(stdout)).toEqual({
    kubesphere: {
      preset: 'kubesphere-2.1',
      schedule: '0 1 * * *',
      timezone: 'UTC',
      indices: { pattern: 'ks-logstash-log-%Y.%m.%d', maxAge: '7d' },
    },
  });
  expect(stdout).toContain("# CHANGE THIS: when Curator's CronJob runs.");
  expect(stderr).toMatch(
    /Action 1 \(delete_indices\): Curator has no prefix filter and chooses among all indices of the cluster/,
  );
});

test('the Curator of KubeSphere 3 becomes a cluster for each kind of index, each with snapshots of its own', async () => {
  const { code, stdout, stderr } = await runLogkeep(folder, ['import', 'curator', kubesphere3]);
  expect(code).toBe(0);
  const clusters = clustersIn(stdout);
  expect(Object.keys(clusters)).toEqual(['ks-logstash-log', 'ks-logstash-events', 'ks-logstash-auditing', 'logstash']);
  for (const [name, { preset, indices, snapshots }] of Object.entries(clusters)) {
    expect({ preset, indices, snapshots }).toEqual({
      preset: 'kubesphere-3',
      indices: { pattern: `${name}-%Y.%m.%d`, maxAge: '7d' },
      snapshots: { name: `${name}-%Y%m%d%H%M%S` },
    });
  }
  expect(stderr).toContain('several kinds of indices');
});

const actionFile = `actions:
  1:
    action: delete_indices
    options: {ignore_empty_list: yes}
    filters:
    - {filtertype: pattern, kind: prefix, value: logs-}
    - filtertype: age
      source: name
      direction: older
      timestring: '%Y.%m.%d'
      unit: days
      unit_count: \${KEEP_DAYS:30}
      exclude:
`;

test('variables are taken from the environment, and told', async () => {
  const file = write('action_file.yml', actionFile);
  const [without, withIt] = await Promise.all([
    runLogkeep(folder, ['import', 'curator', file]),
    runLogkeep(folder, ['import', 'curator', file], { KEEP_DAYS: '9' }),
  ]);
  expect(clustersIn(without.stdout).logs?.indices?.maxAge).toBe('30d');
  expect(without.stderr).toContain('${KEEP_DAYS:30}: has its default');
  expect(clustersIn(withIt.stdout).logs?.indices?.maxAge).toBe('9d');
});

test('--output json has both in one object', async () => {
  const { code, stdout, stderr } = await runLogkeep(folder, [
    'import',
    'curator',
    kubesphere2,
    '--cluster',
    'mine',
    '-o',
    'json',
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ clusters: { mine: {} }, remarks: expect.any(Array) as unknown });
});

test.each([
  [
    'a slip in an action',
    'actions:\n  1:\n    action: delete_indces\n',
    /actions\.1\.action \(line 3, column 5\): .*did you mean "delete_indices"/,
  ],
  [
    'a key that is there twice',
    'actions:\n  1:\n    action: snapshot\n    action: restore\n',
    /line 4, column 5: this key is already there/,
  ],
  ['no YAML', 'actions: [\n', /line 2, column 1/],
  ['another manifest', 'kind: ConfigMap\ndata: {a: b}\n', /no key of this ConfigMap holds a Curator action file/],
  [
    'a problem in a ConfigMap',
    'kind: ConfigMap\ndata:\n  a.yml: |\n    actions:\n      1: {action: x}\n',
    /wrong\.yml.*actions\.1\.action \(line 2, column 7\)/,
  ],
])('%s is a usage error with its place', async (_, text, problem) => {
  const { code, stdout, stderr } = await runLogkeep(folder, ['import', 'curator', write('wrong.yml', text)]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(problem);
});

test('a file that is not there is a usage error', async () => {
  const { code, stderr } = await runLogkeep(folder, ['import', 'slm', 'nowhere.json']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: 'logkeep: nowhere.json: it cannot be read (ENOENT)\n' });
});

test('policies of SLM and SM are read from what the server answers', async () => {
  const policy = {
    schedule: '0 30 1 * * ?',
    name: '<nightly-{now/d}>',
    repository: 'r',
    config: { indices: ['logs-*'] },
  };
  const slm = write('slm.json', JSON.stringify({ nightly: { policy } }));
  const answer = await runLogkeep(folder, ['import', 'slm', slm]);
  expect(clustersIn(answer.stdout).nightly).toMatchObject({ schedule: '30 1 * * *', repository: { name: 'r' } });
  const sm = write(
    'sm.json',
    JSON.stringify({ snapshot_config: { repository: 'r' }, creation: { schedule: { cron: { expression: 5 } } } }),
  );
  const refused = await runLogkeep(folder, ['import', 'sm', sm]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(
    /creation\.schedule\.cron\.expression \(line 1, column \d+\): is needed and must be a string/,
  );
});
