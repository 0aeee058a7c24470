import { parse } from 'yaml';
import { z } from 'zod';
import { curatorFilter } from './curator-filter';
import type { CuratorFilter } from './curator-filter';

/** A `delete_indices` action of a Curator action file. */
export interface CuratorDeletion {
  /** Its key in the file. */
  action: string;
  /** All of which an index has to pass; none is every index. Null: logkeep does not know one of them. */
  filters: CuratorFilter[] | null;
  /** What logkeep does not know, a clause; null when it knows everything. */
  unknown: string | null;
}

/** What a Curator action file makes go. */
export interface CuratorFile {
  deletions: CuratorDeletion[];
  /** The repositories that its `delete_snapshots` actions clear. */
  clearedRepositories: string[];
}

const actionSchema = z.object({
  action: z.string(),
  options: z.record(z.string(), z.unknown()).nullish(),
  filters: z.array(z.record(z.string(), z.unknown())).nullish(),
});
const fileSchema = z.object({ actions: z.record(z.string(), actionSchema) });

/**
 * What the enabled actions of a Curator action file delete; null for a text that is no action file.
 * Only the filters that name an index by its date or its text are read; of any other it says so.
 */
export function readDeletions(text: string): CuratorFile | null {
  const file = fileSchema.safeParse(yamlOf(text));
  if (!file.success) return null;
  const enabled = Object.entries(file.data.actions).filter(([, { options }]) => options?.['disable_action'] !== true);
  return {
    deletions: enabled
      .filter(([, { action }]) => action === 'delete_indices')
      .map(([key, { filters }]) => deletionOf(key, filters ?? [])),
    clearedRepositories: enabled
      .filter(([, { action }]) => action === 'delete_snapshots')
      .map(([, { options }]) => String(options?.['repository'])),
  };
}

function deletionOf(action: string, raw: readonly Record<string, unknown>[]): CuratorDeletion {
  const filters = raw.map(curatorFilter);
  const unknown = filters.find((filter) => typeof filter === 'string');
  if (unknown !== undefined) return { action, filters: null, unknown };
  return { action, filters: filters.filter((filter) => typeof filter !== 'string'), unknown: null };
}

/** Curator's parser is one for YAML 1.1, where `yes` is true. */
function yamlOf(text: string): unknown {
  try {
    return parse(text, { version: '1.1', prettyErrors: false, logLevel: 'silent' });
  } catch {
    return null;
  }
}
