import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { nameLists } from './request-line';

const setting = 'index.number_of_shards';
const settingsSchema = z.record(z.string(), z.object({ settings: z.object({ [setting]: z.coerce.number() }) }));

/** How many primary shards indices have, closed ones too; of exact names that exist. */
export async function countPrimaries(
  elasticsearch: Elasticsearch,
  indices: readonly string[],
): Promise<{ name: string; shards: number }[]> {
  const found: { name: string; shards: number }[] = [];
  for (const list of nameLists(indices)) {
    const request = { method: 'GET', path: `/${list}/_settings/${setting}`, query: { flat_settings: true } } as const;
    const byIndex = await elasticsearch.send(request, settingsSchema);
    found.push(...Object.entries(byIndex).map(([name, { settings }]) => ({ name, shards: Number(settings[setting]) })));
  }
  return found;
}
