import { z } from 'zod';
import { insteadOf } from '../planning/instead-of';
import type { Elasticsearch } from './elasticsearch';
import { assertStateRecovered } from './cluster-blocks';
import { IndexMissing } from './errors';
import { nameLists } from './request-line';

/**
 * By which the indices of one restore are known from the moment in which they exist, whatever the answer to the request
 * or the cluster has become of: a filter that keeps them off nodes with an attribute that no node has. Elasticsearch
 * takes no note of its own, and forgets from where a shard came when its node restarts.
 */
const setting = 'index.routing.allocation.exclude.logkeep_restore';

/** The setting with which a restore marks its indices. @param run of letters, digits and dashes: it is matched as a pattern. */
export function restoreMark(run: string): Record<string, string> {
  return { [setting]: run };
}

/** What takes the mark away. */
export const withoutRestoreMark: Readonly<Record<string, null>> = { [setting]: null };

const settingsSchema = z.record(
  z.string(),
  z.object({ settings: z.object({ 'index.uuid': z.string(), [setting]: z.string().optional() }) }),
);

/** Those of the indices that the restore of this run has created, by name, with their UUIDs. */
export async function findMarkedBy(
  elasticsearch: Elasticsearch,
  run: string,
  indices: readonly string[],
): Promise<{ name: string; uuid: string }[]> {
  const found: { name: string; uuid: string }[] = [];
  for (const list of nameLists(indices)) {
    const query = { flat_settings: true, ignore_unavailable: true, expand_wildcards: 'all' };
    const request = { method: 'GET', path: `/${list}/_settings/index.uuid,${setting}`, query } as const;
    const byName = await insteadOf(IndexMissing, elasticsearch.send(request, settingsSchema), {});
    for (const [name, { settings }] of Object.entries(byName))
      if (settings[setting] === run) found.push({ name, uuid: settings['index.uuid'] });
  }
  if (found.length === 0) await assertStateRecovered(elasticsearch);
  return found;
}
