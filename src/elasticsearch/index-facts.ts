import { z } from 'zod';
import type { IndexFacts } from '../planning/selection/facts';
import type { Elasticsearch } from './elasticsearch';
import { listIndices } from './indices';
import { pathOf } from './path-of';

const rules = z.record(z.string(), z.string()).optional();
const settingsSchema = z.record(
  z.string(),
  z.object({
    settings: z.object({
      index: z.object({
        creation_date: z.coerce.number(),
        number_of_shards: z.coerce.number(),
        number_of_replicas: z.coerce.number(),
        routing: z
          .object({ allocation: z.object({ require: rules, include: rules, exclude: rules }).optional() })
          .optional(),
        lifecycle: z.object({ name: z.string().optional() }).optional(),
      }),
    }),
  }),
);

const aliasesSchema = z.record(z.string(), z.object({ aliases: z.record(z.string(), z.unknown()) }));

const store = z.object({
  docs: z.object({ count: z.number() }).optional(),
  store: z.object({ size_in_bytes: z.number() }).optional(),
});
const statsSchema = z.object({ indices: z.record(z.string(), z.object({ primaries: store, total: store })) });

const segmentsSchema = z.object({
  indices: z.record(
    z.string(),
    z.object({ shards: z.record(z.string(), z.array(z.object({ num_search_segments: z.number() }))) }),
  ),
});

/** What selections judge the indices by that match a name or a wildcard, open or closed, sorted by name. */
export async function readIndexFacts(elasticsearch: Elasticsearch, expression: string): Promise<IndexFacts[]> {
  // Not data that a closed index would have to be opened for: wildcards of these two leave closed ones out.
  const ask = <T>(what: string, schema: z.ZodType<T>, query = {}) =>
    elasticsearch.send({ method: 'GET', path: pathOf`/${expression}` + what, query }, schema);
  const all = { expand_wildcards: 'open,closed' };
  const listed = await listIndices(elasticsearch, expression);
  // A name without a wildcard that is gone would be an error.
  if (listed.length === 0) return [];
  const [settings, aliases, stats, segments] = await Promise.all([
    ask('/_settings', settingsSchema, all),
    ask('/_alias', aliasesSchema, all),
    ask('/_stats/store,docs', statsSchema),
    ask('/_segments', segmentsSchema),
  ]);
  return listed.flatMap(({ name, open }) => {
    const index = settings[name]?.settings.index;
    if (index === undefined) return [];
    const { total, primaries } = stats.indices[name] ?? {};
    const shards = Object.values(segments.indices[name]?.shards ?? {}).flat();
    return [
      compact({
        name,
        open,
        createdAt: index.creation_date,
        bytes: total?.store?.size_in_bytes,
        primaryBytes: primaries?.store?.size_in_bytes,
        documents: total?.docs?.count,
        primaryShards: index.number_of_shards,
        replicas: index.number_of_replicas,
        segments: open ? shards.reduce((sum, { num_search_segments: found }) => sum + found, 0) : undefined,
        aliases: Object.keys(aliases[name]?.aliases ?? {}),
        allocation: index.routing?.allocation,
        lifecyclePolicy: index.lifecycle?.name,
      }),
    ];
  });
}

/** Without what is not known. */
function compact(facts: { [Key in keyof IndexFacts]: IndexFacts[Key] | undefined }): IndexFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as unknown as IndexFacts;
}
