import type { RepositoryDefinition } from '../repository-definition';

/** The name under which another cluster reads the repository of this one. */
export function lentName(cluster: string): string {
  return `logkeep-from-${cluster}`;
}

/** Limits are each cluster's own. */
const limits = /^max_(snapshot|restore)_bytes_per_sec$/;

/**
 * What another cluster registers to read a repository: the same, but read-only, because two writers would destroy each
 * other's snapshots.
 * @param pathRepo of the cluster that has it: a relative location lies in its first folder.
 */
export function lentDefinition(
  { type, settings }: RepositoryDefinition,
  pathRepo: readonly string[],
): RepositoryDefinition {
  const { location } = settings;
  const isRelative = type === 'fs' && location !== undefined && !location.startsWith('/');
  const kept = Object.entries(settings).filter(([key]) => !limits.test(key));
  return {
    type,
    settings: {
      ...Object.fromEntries(kept),
      ...(isRelative ? { location: `${withoutEnd(pathRepo[0] ?? '')}/${location}` } : {}),
      readonly: 'true',
    },
  };
}

/** Whether an absolute path lies in none of a node's folders for repositories. */
export function outsideOfPathRepo(location: string, pathRepo: readonly string[]): boolean {
  return !pathRepo.map(withoutEnd).some((folder) => location === folder || location.startsWith(`${folder}/`));
}

function withoutEnd(path: string): string {
  return path.replace(/\/+$/, '');
}
