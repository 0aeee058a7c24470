import { z } from 'zod';
import { insteadOf } from '../planning/instead-of';
import type { Elasticsearch } from './elasticsearch';
import { assertStateRecovered } from './cluster-blocks';
import { IndexMissing } from './errors';
import { nameLists } from './request-line';

/** How many copies of each shard an index asks for. */
export interface IndexCopies {
  name: string;
  uuid: string;
  replicas: number;
  /** Elasticsearch follows the number of nodes by itself (`index.auto_expand_replicas`), whatever is set. */
  isAutomatic: boolean;
}

const settingsSchema = z.record(
  z.string(),
  z.object({
    settings: z.object({
      'index.uuid': z.string(),
      'index.number_of_replicas': z.coerce.number(),
      'index.auto_expand_replicas': z.string().optional(),
    }),
  }),
);
const keys = ['index.uuid', 'index.number_of_replicas', 'index.auto_expand_replicas'].join(',');

/** Of the indices that exist, open or closed. */
export async function readCopies(elasticsearch: Elasticsearch, indices: readonly string[]): Promise<IndexCopies[]> {
  const found: IndexCopies[] = [];
  for (const list of nameLists(indices)) {
    const query = { flat_settings: true, ignore_unavailable: true };
    const request = { method: 'GET', path: `/${list}/_settings/${keys}`, query } as const;
    const byName = await insteadOf(IndexMissing, elasticsearch.send(request, settingsSchema), {});
    for (const [name, { settings }] of Object.entries(byName)) {
      found.push({
        name,
        uuid: settings['index.uuid'],
        replicas: settings['index.number_of_replicas'],
        isAutomatic: (settings['index.auto_expand_replicas'] ?? 'false') !== 'false',
      });
    }
  }
  if (found.length === 0) await assertStateRecovered(elasticsearch);
  return found;
}

/** Changes settings of many indices at once; null takes one away. Those that are gone are left out. */
export async function changeIndexSettings(
  elasticsearch: Elasticsearch,
  indices: readonly string[],
  settings: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  for (const list of nameLists(indices)) {
    const query = { ignore_unavailable: true };
    const request = { method: 'PUT', path: `/${list}/_settings`, query, body: settings, timeout: 60_000 } as const;
    await insteadOf(IndexMissing, elasticsearch.send(request, z.unknown()), undefined);
  }
}
