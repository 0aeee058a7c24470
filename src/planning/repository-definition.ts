/** A snapshot repository as a cluster wants it, from logkeep.yaml. */
export interface RepositorySettings {
  /** The name under which it is registered. */
  name: string;
  type: string;
  /** The cluster's own place in the storage: for fs a folder in the mount, for object stores the start of the keys. */
  location?: string;
  /** Where the backup volume is mounted in Elasticsearch's containers (fs). */
  mountPath: string;
  /** For a cluster that only reads what another one writes. */
  readonly: boolean;
  /** More settings of the type, as Elasticsearch names them. */
  settings: Record<string, string>;
}

/** A repository as Elasticsearch registers it. */
export interface RepositoryDefinition {
  type: string;
  settings: Record<string, string>;
}

/** A repository section that cannot be registered as it is; the message says all that is wrong with it. */
export class RepositoryProblem extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'RepositoryProblem';
  }
}

/** The setting that says where in its storage a repository of each type lies. */
const placeSetting: Record<string, string> = {
  fs: 'location',
  hdfs: 'path',
  s3: 'base_path',
  gcs: 'base_path',
  azure: 'base_path',
};

/** What a type cannot do without, and what it is (Elasticsearch's pages on each repository type). */
const required: Record<string, Record<string, string>> = {
  s3: { bucket: 'the name of the bucket' },
  gcs: { bucket: 'the name of the bucket' },
  hdfs: { uri: 'the address of the file system, such as hdfs://namenode:8020' },
  url: { url: 'the address of the snapshots, such as https://backup/snapshots' },
};

/**
 * What to register for a cluster. Every cluster gets a place of its own (`location`, by default its name), because two
 * that write to one place destroy each other's snapshots. Settings of other types, and unknown ones, are passed on.
 * @throws RepositoryProblem.
 */
export function definitionOf(wanted: RepositorySettings, cluster: string): RepositoryDefinition {
  const { type, readonly, settings } = wanted;
  const needs = Object.entries(required[type] ?? {}).filter(([key]) => (settings[key] ?? '') === '');
  const missing = needs.map(([key, what]) => `repository.settings.${key} is missing: ${what}`);
  const place = placeOf(wanted, cluster);
  const twice =
    settings['readonly'] === undefined ? [] : ['repository.settings.readonly is decided by repository.readonly'];
  const problems = [...missing, ...twice, ...(place instanceof RepositoryProblem ? place.problems : [])];
  if (place instanceof RepositoryProblem || problems.length > 0) throw new RepositoryProblem(problems);
  return { type, settings: { ...settings, ...place, ...(readonly ? { readonly: 'true' } : {}) } };
}

function placeOf(wanted: RepositorySettings, cluster: string): Record<string, string> | RepositoryProblem {
  const { type, mountPath, settings, location } = wanted;
  const key = placeSetting[type];
  if (key === undefined) return {};
  if (settings[key] !== undefined && location === undefined && type !== 'fs') return {};
  if (settings[key] !== undefined) {
    return new RepositoryProblem([`repository.settings.${key} is decided by repository.location: give only that one`]);
  }
  const folder = folderOf({ mountPath, location: location ?? cluster, isMounted: type === 'fs' });
  if (folder instanceof RepositoryProblem) return folder;
  if (type === 'fs') return { [key]: folder === '' ? withoutEnd(mountPath) : `${withoutEnd(mountPath)}/${folder}` };
  return { [key]: folder };
}

/**
 * The folder of the volume in which an fs repository lies; '' for the volume itself.
 * @throws RepositoryProblem.
 */
export function volumeFolder({ location, mountPath }: RepositorySettings, cluster: string): string {
  const folder = folderOf({ mountPath, location: location ?? cluster, isMounted: true });
  if (folder instanceof RepositoryProblem) throw folder;
  return folder;
}

function folderOf(place: { mountPath: string; location: string; isMounted: boolean }): string | RepositoryProblem {
  const { location, isMounted } = place;
  const mount = withoutEnd(place.mountPath);
  if (location.trim() === '')
    return new RepositoryProblem(['repository.location is empty: name a folder, or leave it out']);
  if (location.split('/').some((part) => part === '..' || part === '.')) {
    return new RepositoryProblem([`repository.location "${location}" must not contain "." or ".." as a folder`]);
  }
  const clean = withoutEnd(location.replace(/\/{2,}/g, '/'));
  if (!isMounted || !clean.startsWith('/')) return clean.replace(/^\//, '');
  if (clean === mount) return '';
  if (clean.startsWith(`${mount}/`)) return clean.slice(mount.length + 1);
  return new RepositoryProblem([
    `repository.location "${location}" lies outside of ${mount}, where the backup volume is mounted: name a folder in it`,
  ]);
}

function withoutEnd(path: string): string {
  return path.replace(/\/+$/, '') || '/';
}
