import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';

/** One value for each of the two places that keep cluster settings; absent where none is set there. */
export interface SettingByScope {
  /** Forgotten when all masters restart; on 6.x with a single master, whenever that one does. */
  transient?: string;
  persistent?: string;
}

export interface Allocation {
  /** `cluster.routing.allocation.enable`: which shards may be given to a node. */
  enable: SettingByScope;
  /** `cluster.routing.allocation.exclude._name`: the nodes that may hold no shard, a comma list with wildcards. */
  excludeNames: SettingByScope;
}

const enableSetting = 'cluster.routing.allocation.enable';
const excludeSetting = 'cluster.routing.allocation.exclude._name';
const scopes = ['transient', 'persistent'] as const;

const flatSchema = z.record(z.string(), z.unknown()).default({});
const settingsSchema = z.object({ transient: flatSchema, persistent: flatSchema });

/** Where the cluster may put shards, as far as it was changed from the nodes' own configuration. */
export async function readAllocation(elasticsearch: Elasticsearch): Promise<Allocation> {
  const query = { flat_settings: true };
  const settings = await elasticsearch.send({ method: 'GET', path: '/_cluster/settings', query }, settingsSchema);
  return { enable: byScope(settings, enableSetting), excludeNames: byScope(settings, excludeSetting) };
}

/** One setting of the cluster as it was set there; nothing where only the nodes' own configuration or a default holds. */
export async function readClusterSetting(elasticsearch: Elasticsearch, key: string): Promise<SettingByScope> {
  const query = { flat_settings: true };
  return byScope(await elasticsearch.send({ method: 'GET', path: '/_cluster/settings', query }, settingsSchema), key);
}

/** Sets one setting where it is forgotten when all masters restart, and wins over the persistent one; null takes it away. */
export async function setTransient(elasticsearch: Elasticsearch, key: string, value: string | null): Promise<void> {
  await change(elasticsearch, { transient: { [key]: value } });
}

function byScope(settings: z.output<typeof settingsSchema>, key: string): SettingByScope {
  const found = scopes.flatMap((scope) => {
    const value = settings[scope][key];
    return value === undefined ? [] : [[scope, textOf(value)] as const];
  });
  return Object.fromEntries(found);
}

/** The names in the transient exclusion, where drain hooks write; a persistent one is somebody's intention. */
export function excludedNames({ excludeNames: { transient = '' } }: Allocation): string[] {
  return transient
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Elasticsearch gives a list back as a list when it was set as one. */
function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

/**
 * Restricts allocation to primaries while a node is away, so that its replicas are not copied elsewhere; null lets the
 * persistent setting or the default hold again.
 */
export async function setAllocationEnable(elasticsearch: Elasticsearch, value: 'primaries' | null): Promise<void> {
  await change(elasticsearch, { transient: { [enableSetting]: value } });
}

/**
 * Lets the named nodes hold shards again: takes just these names out of the transient exclusion (KubeSphere's pre-stop
 * hook puts them there and sometimes leaves them). Other names and wildcards stay, and what is persistent.
 * @returns what is still excluded by it.
 */
export async function clearExcludedNames(elasticsearch: Elasticsearch, names: readonly string[]): Promise<string[]> {
  const listed = excludedNames(await readAllocation(elasticsearch));
  const kept = listed.filter((name) => !names.includes(name));
  if (kept.length < listed.length)
    await change(elasticsearch, { transient: { [excludeSetting]: kept.join(',') || null } });
  return kept;
}

async function change(elasticsearch: Elasticsearch, body: object): Promise<void> {
  // Waits for every node to acknowledge; one that is just stopping would hold it up for half a minute.
  const query = { timeout: '10s' };
  await elasticsearch.send({ method: 'PUT', path: '/_cluster/settings', query, body, timeout: 60_000 }, z.unknown());
}

const quorumSchema = z.object({ transient: flatSchema, persistent: flatSchema, defaults: flatSchema });
const quorumSetting = 'discovery.zen.minimum_master_nodes';

/**
 * How many master-eligible nodes must see each other before one is elected, wherever it was set; null from 7.0 on,
 * which counts by itself. The default, -1, is read as 1: nobody has to be seen.
 */
export async function readMinimumMasterNodes(elasticsearch: Elasticsearch): Promise<number | null> {
  const { hasMinimumMasterNodes } = await elasticsearch.capabilities();
  if (!hasMinimumMasterNodes) return null;
  // `defaults` holds the elasticsearch.yml of the node that answers, too.
  const query = { flat_settings: true, include_defaults: true, filter_path: '*.discovery*' };
  const settings = await elasticsearch.send({ method: 'GET', path: '/_cluster/settings', query }, quorumSchema);
  const value = settings.transient[quorumSetting] ?? settings.persistent[quorumSetting];
  return Math.max(1, Number(value ?? settings.defaults[quorumSetting] ?? 1));
}
