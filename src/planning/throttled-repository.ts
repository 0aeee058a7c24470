import type { RepositoryDefinition } from './repository-definition';

/** The name of the registration from which a cluster restores at a limited speed. */
export function throttledName(cluster: string): string {
  return `logkeep-restore-${cluster}`;
}

/** The same place, read-only, with a limit. @param limit bytes per second and node, as Elasticsearch writes it. */
export function throttledDefinition({ type, settings }: RepositoryDefinition, limit: string): RepositoryDefinition {
  return { type, settings: { ...settings, readonly: 'true', max_restore_bytes_per_sec: limit } };
}
