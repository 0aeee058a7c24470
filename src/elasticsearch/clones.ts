import { z } from 'zod';
import type { AliasDefinition } from './index-aliases';
import type { Elasticsearch } from './elasticsearch';
import { pathOf } from './path-of';

/**
 * Makes an index that is blocked for writing anew under another name (7.4, OpenSearch): its files are linked, not
 * copied, and its settings come along, the block among them. Returns once it exists; its shards start afterwards.
 * Creation date and UUID are new.
 * @throws IndexExists, IndexMissing.
 */
export async function cloneIndex(
  elasticsearch: Elasticsearch,
  { from, to, aliases = {} }: { from: string; to: string; aliases?: Record<string, AliasDefinition> },
): Promise<void> {
  const query = { wait_for_active_shards: 0 };
  const request = { method: 'PUT', path: pathOf`/${from}/_clone/${to}`, query, body: { aliases } } as const;
  await elasticsearch.send(request, z.unknown());
}
