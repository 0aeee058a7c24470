import { z } from 'zod';
import { indexFilter } from '../selection/index-filters';
import type { IndexFilter } from '../selection/index-filters';
import { snapshotFilter } from '../selection/snapshot-filters';
import type { SnapshotFilter } from '../selection/snapshot-filters';
import { asBoolean } from './curator-options';

/** What is wrong with a filter of an action, or cannot be carried over. */
export interface FilterProblem {
  path: PropertyKey[];
  message: string;
}

type Read<Filter> = { filters: Filter[] } | { problems: FilterProblem[] };

const whole = ['count', 'epoch', 'max_num_segments', 'number_of_shards', 'range_from', 'range_to', 'unit_count'];
const decimal = ['disk_space', 'size_threshold'];
const switches = ['exclude', 'reverse', 'use_age'];

/** What dates by a search of every index need; without that source, Curator takes them and does nothing with them. */
const ofFieldStats = ['field', 'stats_result', 'intersect'];

export function readIndexFilters(written: readonly unknown[]): Read<IndexFilter> {
  return read(written, indexFilter);
}

export function readSnapshotFilters(written: readonly unknown[]): Read<SnapshotFilter> {
  return read(written, snapshotFilter);
}

function read<Filter>(written: readonly unknown[], schema: z.ZodType<Filter>): Read<Filter> {
  const result = z.array(schema).safeParse(written.map(normalised));
  if (result.success) return { filters: result.data };
  return {
    problems: result.error.issues.map(({ path, ...issue }) =>
      issue.code === 'unrecognized_keys'
        ? { path: [...path, issue.keys[0] ?? ''], message: 'this filter has no such key' }
        : { path, message: issue.message },
    ),
  };
}

/** As Curator prepares filters: empty keys are as if they were not there, texts may be numbers and switches. */
function normalised(filter: unknown): unknown {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) return filter;
  const entries = Object.entries(filter)
    .filter(([, value]) => value != null && value !== 'None')
    .map(([key, value]) => [key, valueOf(key, value)] as const);
  const all = Object.fromEntries(entries);
  return Object.fromEntries(entries.filter(([key]) => !ofFieldStats.includes(key) && !isIdle(key, all)));
}

/** A date pattern that is not read, because dates come from elsewhere. */
function isIdle(key: string, { source }: Record<string, unknown>): boolean {
  return key === 'timestring' && source !== 'name';
}

function valueOf(key: string, value: unknown): unknown {
  if (switches.includes(key)) return asBoolean(value);
  if (key === 'week_starts_on' && typeof value === 'string') return value.toLowerCase();
  const isNumber = typeof value === 'string' ? /^\s*[-+]?\d+(\.\d+)?\s*$/.test(value) : typeof value === 'number';
  if (whole.includes(key) && isNumber) return Math.trunc(Number(value));
  return decimal.includes(key) && isNumber ? Number(value) : value;
}
