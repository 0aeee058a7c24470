import { z } from 'zod';
import type { DeletingPolicy } from '../planning/policy-rivals';
import type { Elasticsearch } from './elasticsearch';
import { ApiMissing, IndexMissing } from './errors';
import { insteadOf } from '../planning/instead-of';
import { pathOf } from './path-of';

/**
 * The policies of the server that delete any of these indices; none where the server has no such policies.
 * @param expression a name or a wildcard.
 */
export async function listDeletingPolicies(
  elasticsearch: Elasticsearch,
  expression: string,
): Promise<DeletingPolicy[]> {
  const { distribution } = await elasticsearch.capabilities();
  const read = distribution === 'opensearch' ? ofOpenSearch : ofElasticsearch;
  return insteadOf(IndexMissing, insteadOf(ApiMissing, read(elasticsearch, expression), []), []);
}

const actionsSchema = z.record(z.string(), z.unknown()).default({});
const ilmSchema = z.record(
  z.string(),
  z.object({
    policy: z.object({
      phases: z.object({ delete: z.object({ min_age: z.string().optional(), actions: actionsSchema }).optional() }),
    }),
  }),
);
const attachedSchema = z.record(
  z.string(),
  z.object({ settings: z.object({ 'index.lifecycle.name': z.string().optional() }) }),
);
const waitSchema = z.object({ policy: z.string() });

/** Elastic's pages on `GET _ilm/policy`, 6.7 to 9. */
async function ofElasticsearch(elasticsearch: Elasticsearch, expression: string): Promise<DeletingPolicy[]> {
  const policies = await elasticsearch.send({ method: 'GET', path: '/_ilm/policy' }, ilmSchema);
  const path = `${pathOf`/${expression}`}/_settings/index.lifecycle.name`;
  const attached = await elasticsearch.send({ method: 'GET', path, query: { flat_settings: true } }, attachedSchema);
  const managed = Object.entries(attached).map(([index, { settings }]) => [index, settings['index.lifecycle.name']]);
  return Object.entries(policies).flatMap(([name, { policy }]): DeletingPolicy[] => {
    const phase = policy.phases.delete;
    const indices = managed.flatMap(([index = '', by]) => (by === name ? [index] : []));
    if (phase?.actions['delete'] === undefined || indices.length === 0) return [];
    const wait = waitSchema.safeParse(phase.actions['wait_for_snapshot']);
    return [
      { kind: 'ILM', name, indices, ...ageOf(phase.min_age), ...(wait.success ? { waitsFor: wait.data.policy } : {}) },
    ];
  });
}

const stateSchema = z.object({
  name: z.string(),
  actions: z.array(z.record(z.string(), z.unknown())).default([]),
  transitions: z
    .array(
      z.object({
        state_name: z.string(),
        conditions: z.object({ min_index_age: z.string().optional() }).nullish(),
      }),
    )
    .default([]),
});
const ismSchema = z.object({
  policies: z.array(z.object({ _id: z.string(), policy: z.object({ states: z.array(stateSchema).default([]) }) })),
});
const explainSchema = z
  .record(z.string(), z.unknown())
  .transform((answer) =>
    Object.entries(answer).map(([index, raw]) => [index, explainedSchema.safeParse(raw)] as const),
  );
const explainedSchema = z.object({ policy_id: z.string().nullish() });

/** OpenSearch's pages on `_plugins/_ism/policies` and `_plugins/_ism/explain`, 2.0 to 3. */
async function ofOpenSearch(elasticsearch: Elasticsearch, expression: string): Promise<DeletingPolicy[]> {
  const { policies } = await elasticsearch.send({ method: 'GET', path: '/_plugins/_ism/policies' }, ismSchema);
  const path = pathOf`/_plugins/_ism/explain/${expression}`;
  const explained = await elasticsearch.send({ method: 'GET', path }, explainSchema);
  return policies.flatMap(({ _id: name, policy }): DeletingPolicy[] => {
    const last = policy.states.find(({ actions }) => actions.some((action) => action['delete'] !== undefined));
    const indices = explained.flatMap(([index, found]) => (found.data?.policy_id === name ? [index] : []));
    if (last === undefined || indices.length === 0) return [];
    const transitions = policy.states.flatMap((state) => state.transitions);
    const into = transitions.find(({ state_name: to }) => to === last.name);
    return [{ kind: 'ISM', name, indices, ...ageOf(into?.conditions?.min_index_age) }];
  });
}

function ageOf(after: string | undefined): Pick<DeletingPolicy, 'after'> {
  return after === undefined ? {} : { after };
}
