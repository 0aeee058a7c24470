import { z } from 'zod';
import type { ImportWish, Imported } from './imported';
import { policySection } from './policy-section';
import type { PolicyFacts } from './policy-section';
import { policiesIn } from './policies';
import { fromInterval, fromWatcherCron } from './watcher-cron';

const names = z.union([z.string().transform((text) => text.split(',')), z.array(z.string())]);

/** A policy of Elasticsearch's snapshot lifecycle management, as PUT and GET `_slm/policy` have it. */
const policySchema = z.object({
  name: z.string(),
  schedule: z.string(),
  repository: z.string(),
  config: z
    .object({
      indices: names.optional(),
      ignore_unavailable: z.boolean().optional(),
      include_global_state: z.boolean().optional(),
      partial: z.boolean().optional(),
      feature_states: z.array(z.string()).optional(),
    })
    .optional(),
  retention: z
    .object({ expire_after: z.string().optional(), min_count: z.int().optional(), max_count: z.int().optional() })
    .optional(),
});

/**
 * Sections of logkeep.yaml from SLM policies: what `GET _slm/policy` answers, or the body of one policy.
 * @throws NotImportable when the value is neither.
 */
export function convertSlm(value: unknown, wish: ImportWish): Imported {
  const imported: Imported = { clusters: {}, notes: [], remarks: [] };
  const policies = policiesIn(value, policySchema, { kind: 'SLM policy', body: 'policy', isBody: 'schedule' });
  for (const { id, policy } of policies) policySection(factsOf(id, policy), wish, imported, policies.length === 1);
  return imported;
}

function factsOf(
  id: string,
  { name, schedule, repository, config = {}, retention }: z.output<typeof policySchema>,
): PolicyFacts {
  const isInterval = /^\d+[a-z]+$/i.test(schedule.trim());
  return {
    ...{ id, repository, name, indices: config.indices ?? [], retention: {} },
    schedule: isInterval ? fromInterval(schedule.trim()) : fromWatcherCron(schedule),
    timezone: 'UTC',
    ...(retention === undefined
      ? {}
      : {
          retention: { maxAge: retention.expire_after, minCount: retention.min_count, maxCount: retention.max_count },
        }),
    options: config,
    remarks: [
      'SLM adds a random text to each name; logkeep takes the next free second',
      ...(retention === undefined
        ? []
        : ['SLM deletes at the time of slm.retention_schedule; logkeep does it after each backup']),
      ...(config.feature_states === undefined ? [] : ['feature_states are not carried over: a backup holds logs only']),
    ],
  };
}
