import type { z } from 'zod';
import { listDeletingPolicies } from '../../src/elasticsearch/deleting-policies';
import type { Elasticsearch } from '../../src/elasticsearch/elasticsearch';
import { IndexMissing, Unauthorised } from '../../src/elasticsearch/errors';
import { listSnapshotPolicies } from '../../src/elasticsearch/snapshot-policies';

// No build of a server with these modules or plugins can be had from a package registry, so that the answers are those
// of its makers' pages. What a server without them says is tested on all real ones (describe-setup-calls.ts).
function answering(distribution: 'elasticsearch' | 'opensearch', answers: Record<string, unknown>): Elasticsearch {
  const send = <T>({ path }: { path: string }, schema: z.ZodType<T>): Promise<T> => {
    const answer = answers[path];
    if (answer instanceof Error) return Promise.reject(answer);
    if (answer === undefined) return Promise.reject(new Error(`${path} was not to be asked`));
    return Promise.resolve(schema.parse(answer));
  };
  const capabilities = () => Promise.resolve({ distribution });
  return { send, capabilities } as unknown as Elasticsearch;
}

const wildcard = 'ks-logstash-log-*';
const [first, second] = ['ks-logstash-log-2019.11.11', 'ks-logstash-log-2019.11.12'] as const;
const phase = (actions: object) => ({
  version: 1,
  policy: { phases: { hot: { min_age: '0ms', actions: {} }, delete: { min_age: '7d', actions } } },
});

describe('Elasticsearch', () => {
  const attached = {
    [first]: { settings: { 'index.lifecycle.name': 'logs' } },
    [second]: { settings: { 'index.lifecycle.name': 'logs' } },
  };
  const server = (policies: object) =>
    answering('elasticsearch', {
      '/_ilm/policy': policies,
      '/ks-logstash-log-*/_settings/index.lifecycle.name': attached,
    });

  test('tells which policies delete the indices, and when', async () => {
    const policies = {
      logs: phase({ delete: { delete_searchable_snapshot: true } }),
      others: phase({ delete: {} }),
    };
    await expect(listDeletingPolicies(server(policies), wildcard)).resolves.toEqual([
      { kind: 'ILM', name: 'logs', indices: [first, second], after: '7d' },
    ]);
  });

  test('tells what a policy waits for', async () => {
    const policies = { logs: phase({ wait_for_snapshot: { policy: 'nightly' }, delete: {} }) };
    await expect(listDeletingPolicies(server(policies), wildcard)).resolves.toMatchObject([{ waitsFor: 'nightly' }]);
  });

  test.each<[string, object]>([
    ['without a delete phase', { logs: { policy: { phases: { hot: { actions: { rollover: { max_age: '1d' } } } } } } }],
    ['whose last phase only waits', { logs: phase({ wait_for_snapshot: { policy: 'nightly' } }) }],
  ])('a policy %s deletes nothing', async (_, policies) => {
    await expect(listDeletingPolicies(server(policies), wildcard)).resolves.toEqual([]);
  });

  test('tells where its own policies write snapshots', async () => {
    const config = { indices: ['ks-*'], include_global_state: false };
    const schedule = '0 30 1 * * ?';
    const kept = { expire_after: '30d', min_count: 5, max_count: 50 };
    const answers = {
      '/_slm/policy': {
        nightly: {
          version: 1,
          policy: { name: '<nightly-{now/d}>', schedule, repository: 'nfs', config, retention: kept },
        },
        forever: { version: 1, policy: { name: '<all-{now/d}>', schedule, repository: 's3', config } },
      },
    };
    await expect(listSnapshotPolicies(answering('elasticsearch', answers))).resolves.toEqual([
      { kind: 'SLM', name: 'nightly', repository: 'nfs', schedule, deletes: true },
      { kind: 'SLM', name: 'forever', repository: 's3', schedule, deletes: false },
    ]);
  });
});

describe('OpenSearch', () => {
  const ism = (last: object) => ({
    total_policies: 1,
    policies: [
      {
        ...{ _id: 'logs', _seq_no: 1, _primary_term: 1 },
        policy: {
          ...{ policy_id: 'logs', default_state: 'hot', ism_template: [{ index_patterns: ['ks-*'], priority: 1 }] },
          states: [
            { name: 'hot', actions: [], transitions: [{ state_name: 'gone', conditions: { min_index_age: '7d' } }] },
            { name: 'gone', actions: [last], transitions: [] },
          ],
        },
      },
    ],
  });
  const explained = {
    [first]: {
      'index.plugins.index_state_management.policy_id': 'logs',
      index: first,
      policy_id: 'logs',
      enabled: true,
    },
    [second]: { 'index.plugins.index_state_management.policy_id': null, index: second, enabled: null },
    total_managed_indices: 1,
  };
  const server = (last: object) =>
    answering('opensearch', {
      '/_plugins/_ism/policies': ism(last),
      '/_plugins/_ism/explain/ks-logstash-log-*': explained,
    });

  test('tells which policies delete the indices, and when', async () => {
    const retry = { count: 3, backoff: 'exponential', delay: '1m' };
    await expect(listDeletingPolicies(server({ retry, delete: {} }), wildcard)).resolves.toEqual([
      { kind: 'ISM', name: 'logs', indices: [first], after: '7d' },
    ]);
  });

  test('a policy without the action delete deletes nothing', async () => {
    await expect(listDeletingPolicies(server({ close: {} }), wildcard)).resolves.toEqual([]);
  });

  test('tells where its own policies write snapshots, but for those that are switched off', async () => {
    const policy = (name: string, more: object) => ({
      _id: `${name}-sm-policy`,
      sm_policy: {
        ...{ name, description: 'daily', schema_version: 15, enabled: true },
        creation: { schedule: { cron: { expression: '0 8 * * *', timezone: 'UTC' } }, time_limit: '1h' },
        snapshot_config: { indices: '*', repository: 'nfs', partial: true },
        ...more,
      },
    });
    const deletion = { schedule: {}, condition: { max_age: '7d', max_count: 21, min_count: 7 } };
    const policies = [policy('daily', { deletion }), policy('kept', {}), policy('off', { enabled: false })];
    const server = answering('opensearch', { '/_plugins/_sm/policies': { policies, total_policies: 3 } });
    await expect(listSnapshotPolicies(server)).resolves.toEqual([
      { kind: 'SM', name: 'daily', repository: 'nfs', schedule: '0 8 * * *', deletes: true },
      { kind: 'SM', name: 'kept', repository: 'nfs', schedule: '0 8 * * *', deletes: false },
    ]);
  });
});

test.each(['elasticsearch', 'opensearch'] as const)(
  'what %s may not tell is not taken for nothing',
  async (product) => {
    const refused = new Unauthorised('lacks a privilege', { request: 'GET' });
    const server = answering(product, {
      '/_ilm/policy': refused,
      '/_slm/policy': refused,
      '/_plugins/_ism/policies': refused,
      '/_plugins/_sm/policies': refused,
    });
    await expect(listDeletingPolicies(server, wildcard)).rejects.toBe(refused);
    await expect(listSnapshotPolicies(server)).rejects.toBe(refused);
  },
);

test('a plugin that has never been given a policy has no index for them yet', async () => {
  const missing = new IndexMissing('no such index [.opendistro-ism-config]', { request: 'GET' });
  const server = answering('opensearch', { '/_plugins/_ism/policies': missing, '/_plugins/_sm/policies': missing });
  await expect(listDeletingPolicies(server, wildcard)).resolves.toEqual([]);
  await expect(listSnapshotPolicies(server)).resolves.toEqual([]);
});
