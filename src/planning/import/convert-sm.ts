import { z } from 'zod';
import type { ImportWish, Imported } from './imported';
import { policiesIn } from './policies';
import { policySection } from './policy-section';
import type { PolicyFacts } from './policy-section';
import { fromDateFormat } from './snapshot-naming';

const schedule = z.object({ cron: z.object({ expression: z.string(), timezone: z.string().default('UTC') }) });

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).optional();

/** A policy of OpenSearch's snapshot management, as `_plugins/_sm/policies` has it. */
const policySchema = z.object({
  name: z.string().optional(),
  enabled: z.boolean().optional(),
  creation: z.object({ schedule, time_limit: z.string().optional() }).nullish(),
  deletion: z
    .object({
      schedule: schedule.nullish(),
      time_limit: z.string().optional(),
      snapshot_pattern: z.string().nullish(),
      condition: z
        .object({ max_age: z.string().optional(), min_count: z.int().optional(), max_count: z.int().optional() })
        .optional(),
    })
    .nullish(),
  snapshot_config: z.object({
    repository: z.string(),
    indices: z.string().optional(),
    ignore_unavailable: flag,
    include_global_state: flag,
    partial: flag,
    date_format: z.string().optional(),
    timezone: z.string().optional(),
    date_format_timezone: z.string().optional(),
  }),
  notification: z.object({}).nullish(),
});

type Policy = z.output<typeof policySchema>;

/**
 * Sections of logkeep.yaml from SM policies: what `GET _plugins/_sm/policies` answers, or the body of one policy.
 * @throws NotImportable when the value is neither.
 */
export function convertSm(value: unknown, wish: ImportWish): Imported {
  const imported: Imported = { clusters: {}, notes: [], remarks: [] };
  const policies = policiesIn(value, policySchema, { kind: 'SM policy', body: 'sm_policy', isBody: 'snapshot_config' });
  for (const { id, policy } of policies) policySection(factsOf(id, policy), wish, imported, policies.length === 1);
  return imported;
}

/** SM names snapshots `<policy>-<date>-<random>`, in lower case. */
function factsOf(id: string, policy: Policy): PolicyFacts {
  const { creation, deletion, snapshot_config: config } = policy;
  const format = config.date_format ?? "yyyy-MM-dd'T'HH:mm:ss";
  const dates = fromDateFormat(format.replaceAll(':', '-'));
  const cron = creation?.schedule.cron;
  return {
    ...{ id, repository: config.repository, indices: config.indices?.split(',').filter((each) => each !== '*') ?? [] },
    name: `${id.toLowerCase()}-${dates ?? ''}`,
    schedule: cron === undefined ? { problem: 'the policy only deletes' } : { schedule: cron.expression },
    timezone: cron?.timezone ?? 'UTC',
    retention: {
      maxAge: deletion?.condition?.max_age,
      minCount: deletion?.condition?.min_count,
      maxCount: deletion?.condition?.max_count,
    },
    options: config,
    remarks: remarksOf(policy),
  };
}

function remarksOf({ enabled, creation, deletion, notification, snapshot_config: config }: Policy): string[] {
  const [own, others] = [creation?.schedule.cron, deletion?.schedule?.cron];
  const namesZone = config.date_format_timezone ?? config.timezone ?? 'UTC';
  const hasOwnTimes =
    others !== undefined && (others.expression !== own?.expression || others.timezone !== own.timezone);
  return [
    'OpenSearch adds a random text to each name; logkeep takes the next free second',
    'OpenSearch counts failed and partial snapshots as if they were backups; logkeep does not',
    ...(enabled === false
      ? ['it is disabled (enabled: false); logkeep runs it as soon as its schedule is applied']
      : []),
    ...(hasOwnTimes
      ? [`it deletes at "${others.expression}" ${others.timezone}; logkeep does it after each backup`]
      : []),
    ...(own !== undefined && namesZone !== own.timezone
      ? [`dates in names are of ${own.timezone} rather than ${namesZone}`]
      : []),
    ...(deletion?.snapshot_pattern == null
      ? []
      : [
          `snapshot_pattern ${deletion.snapshot_pattern} is not carried over: logkeep deletes only snapshots that follow snapshots.name`,
        ]),
    ...(notification == null ? [] : ['notification is not carried over: logkeep has notifications of its own']),
    ...([creation?.time_limit, deletion?.time_limit].some((limit) => limit !== undefined)
      ? ['time_limit is not needed: logkeep follows what it starts, however long it takes']
      : []),
  ];
}
