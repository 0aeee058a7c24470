import type { Snapshot } from './snapshot';

/** The newest first, by start time and then by name; a copy, whatever the order of the input. */
export function newestFirst<S extends Pick<Snapshot, 'name' | 'startedAt'>>(snapshots: readonly S[]): S[] {
  return [...snapshots].sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0) || (a.name < b.name ? 1 : -1));
}
