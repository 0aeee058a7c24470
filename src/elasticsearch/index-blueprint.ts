import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { ServerFault } from './errors';
import { pathOf } from './path-of';

/** What an index is, apart from its documents. */
export interface IndexBlueprint {
  uuid: string;
  /** With flat names, as `index.number_of_shards`. */
  settings: Record<string, unknown>;
  /** As the server tells them: by type on Elasticsearch 6. */
  mappings: Record<string, unknown>;
  aliases: Record<string, unknown>;
  /** The mapping types of its documents; none where there are no types, one in an index made by Elasticsearch 6. */
  types: string[];
  /** Made by Elasticsearch 5: documents from then have no sequence numbers. */
  isFromFive: boolean;
  /** Whether the documents' sources are kept as they came. */
  keepsSource: boolean;
}

const fields = z.record(z.string(), z.unknown());
const answerSchema = z.record(z.string(), z.object({ settings: fields, mappings: fields, aliases: fields }));

/** Reads the settings, mappings and aliases of one index. @throws IndexMissing. */
export async function readBlueprint(elasticsearch: Elasticsearch, index: string): Promise<IndexBlueprint> {
  const { isTypeless } = await elasticsearch.capabilities();
  const path = pathOf`/${index}`;
  const answer = await elasticsearch.send({ method: 'GET', path, query: { flat_settings: true } }, answerSchema);
  const found = answer[index];
  if (found === undefined)
    throw new ServerFault(`${index} is not the name of an index but of an alias: give the name of the index`, {
      request: `GET ${path}`,
    });
  const { settings, mappings, aliases } = found;
  const types = isTypeless ? [] : Object.keys(mappings).filter((type) => type !== '_default_');
  const inner = isTypeless ? [mappings] : types.map((type) => mappings[type]);
  return {
    uuid: String(settings['index.uuid']),
    settings,
    mappings,
    aliases,
    types,
    // A number such as 6070099 (6.7.0); OpenSearch counts from 136217827 on.
    isFromFive: Number(settings['index.version.created']) < 6_000_000,
    keepsSource: inner.every((mapping) => sourceOf(mapping).enabled !== false),
  };
}

const mappingSchema = z.object({ _source: z.object({ enabled: z.boolean().optional() }).default({}) });

function sourceOf(mapping: unknown): { enabled?: boolean | undefined } {
  return mappingSchema.parse(mapping ?? {})._source;
}
