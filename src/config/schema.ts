import { z } from 'zod';
import { TimeZone } from '../planning/time-zone';
import { checkedText } from '../planning/checked-text';
import { indicesSchema } from './cleanup-section';
import { drillSchema } from './drill-section';
import { kubernetesSchema } from './kubernetes-section';
import { notificationsSchema } from './notification-section';
import { presets } from './presets';
import { repositorySchema } from './repository-section';
import { snapshotsSchema } from './retention-section';
import { scheduleSchema } from './schedule-section';
import { secretSchema } from './secret';

const urlSchema = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address', abort: true })
  .refine((url) => {
    const { username, password } = new URL(url);
    return username === '' && password === '';
  }, 'must not contain a user or password: use username and password beside it')
  .refine((url) => !/[?#]/.test(url), 'must not contain ? or #: everything after the path belongs to the requests');

const whenMapping = {
  // Also when some key in it is wrong, so that all problems are told at once.
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

const elasticsearchSchema = z
  .strictObject({
    url: z
      .union([urlSchema, z.array(urlSchema).min(1, 'must not be an empty list')], {
        error: 'must be an http:// or https:// address without user and password, or a list of them',
      })
      .optional()
      .describe('One address, or several of the same cluster'),
    username: z.string().min(1).optional().describe('For basic authentication, together with password'),
    password: secretSchema.optional().describe('Where the password of username is: {env: NAME} or {file: /path}'),
    apiKey: secretSchema.optional().describe('An Elasticsearch API key, base64 of id:key'),
    bearer: secretSchema.optional().describe('A bearer token'),
    tls: z
      .strictObject({
        caFile: z
          .string()
          .min(1)
          .optional()
          .describe('The certificate authority that signed the server, PEM; relative to the folder of this file'),
        fingerprint: z
          .string()
          .regex(/^([0-9A-Fa-f]{2}:?){32}$/, 'must be the SHA-256 fingerprint of a certificate')
          .optional()
          .describe('SHA-256 fingerprint of the certificate authority'),
      })
      .refine(({ caFile, fingerprint }) => caFile === undefined || fingerprint === undefined, {
        ...whenMapping,
        error: 'must name the certificate authority in one way: caFile or fingerprint',
      })
      .optional()
      .describe('How to know the server by its certificate, where its authority is not one of the well-known'),
  })
  .refine(
    ({ username, password, apiKey, bearer }) =>
      [username ?? password, apiKey, bearer].filter((way) => way !== undefined).length < 2,
    { ...whenMapping, error: 'must use one way to authenticate: username and password, apiKey, or bearer' },
  )
  .refine(({ username, password }) => (username === undefined) === (password === undefined), {
    ...whenMapping,
    error: 'must give username and password together',
  });

/** One cluster as the file may say it; presets and defaults come later. */
export const clusterSchema = z.strictObject({
  preset: z
    .enum(Object.keys(presets), { error: `must be one of: ${Object.keys(presets).join(', ')}` })
    .optional()
    .describe('Fills in the names of a known logging stack'),
  elasticsearch: elasticsearchSchema.optional(),
  timezone: checkedText((text) => TimeZone.parse(text))
    .optional()
    .describe('IANA time zone of snapshot names and schedules, for example Asia/Shanghai'),
  schedule: scheduleSchema
    .optional()
    .describe(
      'When the cluster is backed up, by the clock of its time zone; put into Temporal by `logkeep schedule apply`',
    ),
  drill: drillSchema
    .optional()
    .describe(
      'When some days are restored under temporary names, compared and deleted again; put into Temporal by `logkeep schedule apply`',
    ),
  indices: indicesSchema.optional(),
  repository: repositorySchema.optional(),
  kubernetes: kubernetesSchema
    .optional()
    .describe('Where Elasticsearch runs on Kubernetes; without it logkeep never touches Kubernetes for this cluster'),
  snapshots: snapshotsSchema.optional(),
});

const clusterName = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'a cluster name must be lower-case letters, digits and dashes, at most 63',
  );

const atLeastOne = 'must list at least one cluster';

/** logkeep.yaml. */
export const fileSchema = z.strictObject(
  {
    clusters: z
      .record(clusterName, clusterSchema, {
        error: ({ input }) => (input == null ? atLeastOne : 'must be a mapping from names to clusters'),
      })
      .refine((clusters) => Object.keys(clusters).length > 0, atLeastOne)
      .meta({
        description: 'Every Elasticsearch or OpenSearch cluster that logkeep looks after, by a name of your choice',
        // JSON Schema knows no refinements.
        minProperties: 1,
      }),
    notifications: notificationsSchema.default([]),
    worker: z
      .strictObject({
        taskQueue: z
          .string()
          .min(1)
          .default('logkeep')
          .describe('The Temporal task queue that worker and command share'),
        healthPort: z
          .int()
          .min(0)
          .max(65_535)
          .default(8080)
          .describe('Where the worker answers /healthz and /readyz; 0 takes a free port'),
        metricsPort: z
          .int()
          .min(1)
          .max(65_535)
          .optional()
          .describe('Where the worker serves Prometheus metrics; off when left out'),
      })
      .refine(({ healthPort, metricsPort }) => healthPort !== metricsPort, {
        path: ['metricsPort'],
        error: 'must be another port than that of healthPort (8080 when left out)',
      })
      .prefault({}),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type' ? 'must be a mapping that lists clusters under "clusters:"' : undefined,
  },
);

/** The JSON Schema of logkeep.yaml, for editors. */
export function configJsonSchema(): object {
  return { title: 'logkeep.yaml', ...z.toJSONSchema(fileSchema, { io: 'input', unrepresentable: 'any' }) };
}
