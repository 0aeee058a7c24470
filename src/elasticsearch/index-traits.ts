import { z } from 'zod';
import type { IndexTraits } from '../planning/live-index';
import type { Elasticsearch } from './elasticsearch';
import { listIndices } from './indices';
import { pathOf } from './path-of';

/** Settings come back as texts. */
const flagSchema = z
  .union([z.string(), z.boolean()])
  .optional()
  .transform((value) => String(value) === 'true');

const aliasSchema = z.object({ is_write_index: z.boolean().optional(), index_routing: z.string().optional() });

const indexSchema = z.object({
  aliases: z.record(z.string(), aliasSchema).default({}),
  data_stream: z.string().optional(),
  settings: z.object({
    index: z.object({
      uuid: z.string(),
      creation_date: z.coerce.number(),
      blocks: z.object({ write: flagSchema, read_only: flagSchema, read_only_allow_delete: flagSchema }).prefault({}),
    }),
  }),
});

const fields = ['uuid', 'creation_date', 'blocks'].map((name) => `*.settings.index.${name}`);

/** The traits of all indices that match an exact name or a wildcard, open or closed, by name. */
export async function listIndexTraits(elasticsearch: Elasticsearch, expression: string): Promise<IndexTraits[]> {
  const query = {
    filter_path: ['*.aliases', '*.data_stream', ...fields].join(','),
    // Mappings are most of the answer, and not asked for; closed indices are.
    expand_wildcards: 'open,closed',
    ignore_unavailable: true,
  };
  const [rows, described] = await Promise.all([
    listIndices(elasticsearch, expression),
    elasticsearch.send({ method: 'GET', path: pathOf`/${expression}`, query }, z.record(z.string(), indexSchema)),
  ]);
  return rows.flatMap(({ name, uuid, open }): IndexTraits[] => {
    const found = described[name];
    // Created, deleted or recreated between the two looks: what is not known for certain is left to the next one.
    if (found === undefined || found.settings.index.uuid !== uuid) return [];
    const { blocks, creation_date: createdAt } = found.settings.index;
    return [
      {
        ...{ name, uuid, open, createdAt },
        aliases: Object.entries(found.aliases).map(
          ([alias, { is_write_index: isWriteIndex, index_routing: indexRouting }]) => ({
            name: alias,
            ...(isWriteIndex === undefined ? {} : { isWriteIndex }),
            ...(indexRouting === undefined ? {} : { indexRouting }),
          }),
        ),
        ...(found.data_stream === undefined ? {} : { dataStream: found.data_stream }),
        blocks: { write: blocks.write, readOnly: blocks.read_only, onlyDelete: blocks.read_only_allow_delete },
      },
    ];
  });
}
