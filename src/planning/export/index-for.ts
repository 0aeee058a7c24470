import type { Manifest } from './manifest';

/** What a server can take. */
export interface Target {
  /** Mapping types are gone. */
  isTypeless: boolean;
}

/** The body of the request that creates an index for an export. */
export interface IndexBody {
  settings: Record<string, unknown>;
  mappings: Record<string, unknown>;
}

/**
 * Settings that say how documents are read and kept. All others belong to the cluster that the index came from: its
 * nodes, its policies, its identity.
 */
const carried = [
  /^index\.number_of_(shards|routing_shards)$/,
  /^index\.routing_partition_size$/,
  /^index\.(analysis|sort|similarity)\./,
  /^index\.mapping\.(total_fields|depth|nested_fields|nested_objects|field_name_length|dimension_fields)\./,
  /^index\.mapping\.(coerce|ignore_malformed)$/,
  /^index\.(codec|mode|max_result_window|max_inner_result_window|max_docvalue_fields_search|max_regex_length)$/,
  /^index\.query\.default_field$/,
];

/**
 * The index to load an export into: without replicas and refreshes until it is full.
 * @param without settings that the server has said it does not know.
 */
export function indexFor(
  { settings, mappings, type }: Pick<Manifest, 'settings' | 'mappings' | 'type'>,
  { isTypeless }: Target,
  without: readonly string[] = [],
): IndexBody {
  const kept = Object.entries(settings).filter(
    ([name]) => carried.some((pattern) => pattern.test(name)) && !without.some((gone) => isWithin(name, gone)),
  );
  const inner = withoutType(mappings, type);
  return {
    settings: { ...Object.fromEntries(kept), 'index.number_of_replicas': 0, 'index.refresh_interval': '-1' },
    mappings: isTypeless ? inner : { [typeIn(type)]: inner },
  };
}

/** The mapping type that documents get on a server that has types. */
export function typeIn(type: string | undefined): string {
  return type ?? '_doc';
}

/** The settings for an index that is full. */
export function settingsAfterwards(settings: Manifest['settings']): Record<string, unknown> {
  const name = 'index.number_of_replicas';
  const expand = settings['index.auto_expand_replicas'];
  return {
    'index.refresh_interval': settings['index.refresh_interval'] ?? null,
    ...(expand === undefined || expand === 'false'
      ? { [name]: settings[name] ?? 1 }
      : { 'index.auto_expand_replicas': expand }),
  };
}

/** The setting that a server refuses to create an index with, by its own words; null when it is about something else. */
export function unknownSetting(reason: string): string | null {
  const found = /unknown setting \[([^\]]+)\]|(?:private|final) index setting \[([^\]]+)\]/.exec(reason);
  return found?.[1] ?? found?.[2] ?? null;
}

function withoutType(mappings: Record<string, unknown>, type: string | undefined): Record<string, unknown> {
  if (type === undefined) return mappings;
  return (mappings[type] ?? {}) as Record<string, unknown>;
}

function isWithin(name: string, group: string): boolean {
  return name === group || name.startsWith(`${group}.`);
}
