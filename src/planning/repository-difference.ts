import type { RepositoryDefinition } from './repository-definition';

/** Settings that say where the snapshots lie. */
const places = ['location', 'base_path', 'bucket', 'container', 'path', 'uri', 'url', 'client'];
/** Besides, who may write: a registration that has one of these on its own is another. */
const decisive = [...places, 'readonly'];

/** What a setting is when nobody gives it. */
const defaults: Record<string, string> = { readonly: 'false', compress: 'true', client: 'default', base_path: '' };

/**
 * In which ways a registered repository is not the wanted one, in words; none is an empty list. Throttles and other
 * settings that a person has added do not count.
 * @param pathRepo the nodes' path.repo, against whose first folder Elasticsearch resolves a relative location.
 */
export function repositoryDifferences(
  registered: RepositoryDefinition,
  wanted: RepositoryDefinition,
  pathRepo: readonly string[] = [],
): string[] {
  if (registered.type !== wanted.type) return [`it is of type ${registered.type} instead of ${wanted.type}`];
  const keys = new Set([...Object.keys(wanted.settings), ...decisive]);
  return [...keys].sort().flatMap((key) => {
    const [is, should] = [registered, wanted].map(({ settings }) => normal(key, settings[key], pathRepo));
    return is === should ? [] : [`its ${key} is ${say(is)} instead of ${say(should)}`];
  });
}

/**
 * Other names under which the cluster itself writes to the same place. Two registrations do to each other what two
 * clusters would: the second does not see what the first has written, and overwrites it (seen on 7.17 … 9.2).
 */
export function otherRegistrations(
  registered: Readonly<Record<string, RepositoryDefinition>>,
  name: string,
  wanted: RepositoryDefinition,
  pathRepo: readonly string[] = [],
): string[] {
  return registrationsOf(registered, wanted, pathRepo).filter(
    (other) => other !== name && registered[other]?.settings['readonly'] !== 'true',
  );
}

/** The names under which a cluster has the place of a repository registered, to read or to write. */
export function registrationsOf(
  registered: Readonly<Record<string, RepositoryDefinition>>,
  wanted: RepositoryDefinition,
  pathRepo: readonly string[] = [],
): string[] {
  return Object.entries(registered)
    .filter(([, { type, settings }]) => {
      return type === wanted.type && places.every((key) => samePlace(key, settings, wanted.settings, pathRepo));
    })
    .map(([name]) => name)
    .sort();
}

function samePlace(
  key: string,
  one: Record<string, string>,
  other: Record<string, string>,
  pathRepo: readonly string[],
): boolean {
  return normal(key, one[key], pathRepo) === normal(key, other[key], pathRepo);
}

/** The wanted definition with what a person has added to the registered one: registering replaces every setting. */
export function keepingAdditions(registered: RepositoryDefinition, wanted: RepositoryDefinition): RepositoryDefinition {
  if (registered.type !== wanted.type) return wanted;
  const added = Object.entries(registered.settings).filter(([key]) => !decisive.includes(key));
  return { type: wanted.type, settings: { ...Object.fromEntries(added), ...wanted.settings } };
}

function normal(key: string, value: string | undefined, pathRepo: readonly string[]): string | undefined {
  const text = value ?? defaults[key];
  if (text === undefined) return undefined;
  if (key === 'location') return withoutEnd(text.startsWith('/') ? text : `${withoutEnd(pathRepo[0] ?? '')}/${text}`);
  if (key === 'base_path' || key === 'path') return text.replace(/^\/+|\/+$/g, '');
  if (/^(true|false)$/i.test(text) || /^\d+\s*[kmgtp]?b$/i.test(text)) return text.toLowerCase().replace(/\s/g, '');
  return text;
}

function withoutEnd(path: string): string {
  return path.replace(/\/+$/, '');
}

function say(value: string | undefined): string {
  return value === undefined ? 'not set' : `"${value}"`;
}
