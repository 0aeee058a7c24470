import { z } from 'zod';
import type { SnapshotPolicy } from '../planning/policy-rivals';
import type { Elasticsearch } from './elasticsearch';
import { ApiMissing, IndexMissing } from './errors';
import { insteadOf } from '../planning/instead-of';

/** The policies by which the server itself takes snapshots; none where it has no such policies. */
export async function listSnapshotPolicies(elasticsearch: Elasticsearch): Promise<SnapshotPolicy[]> {
  const { distribution } = await elasticsearch.capabilities();
  const policies =
    distribution === 'opensearch'
      ? elasticsearch.send({ method: 'GET', path: '/_plugins/_sm/policies' }, smSchema)
      : elasticsearch.send({ method: 'GET', path: '/_slm/policy' }, slmSchema);
  return insteadOf(IndexMissing, insteadOf(ApiMissing, policies, []), []);
}

/** Elastic's page on `GET _slm/policy`, 7.4 to 9. */
const slmSchema = z
  .record(
    z.string(),
    z.object({
      policy: z.object({
        repository: z.string(),
        schedule: z.string().optional(),
        retention: z.record(z.string(), z.unknown()).nullish(),
      }),
    }),
  )
  .transform((answer) =>
    Object.entries(answer).map(
      ([
        name,
        {
          policy: { repository, schedule, retention },
        },
      ]): SnapshotPolicy => ({
        ...{ kind: 'SLM', name, repository, deletes: Object.keys(retention ?? {}).length > 0 },
        ...(schedule === undefined ? {} : { schedule }),
      }),
    ),
  );

/** OpenSearch's page on `GET _plugins/_sm/policies`, 2.1 to 3; those that are switched off take no snapshots. */
const smSchema = z
  .object({
    policies: z.array(
      z.object({
        sm_policy: z.object({
          name: z.string(),
          enabled: z.boolean().default(true),
          creation: z
            .object({ schedule: z.object({ cron: z.object({ expression: z.string() }).optional() }).optional() })
            .nullish(),
          deletion: z.record(z.string(), z.unknown()).nullish(),
          snapshot_config: z.object({ repository: z.string() }),
        }),
      }),
    ),
  })
  .transform(({ policies }) =>
    policies
      .filter(({ sm_policy: { enabled } }) => enabled)
      .map(({ sm_policy: { name, creation, deletion, snapshot_config: config } }): SnapshotPolicy => {
        const schedule = creation?.schedule?.cron?.expression;
        return {
          ...{ kind: 'SM', name, repository: config.repository, deletes: deletion != null },
          ...(schedule === undefined ? {} : { schedule }),
        };
      }),
  );
