import { listIndices } from '../elasticsearch/indices';
import { getRestoreSources } from '../elasticsearch/restore-sources';
import type { RestoreStep } from '../planning/restore-choice';
import type { Cluster } from './cluster';

/** An index that a restore created. The UUID is new with every restore, so it tells this index from any other of its name. */
export interface RestoredIndex {
  name: string;
  uuid: string;
}

/**
 * Splits the indices of a step that exist now into those that come from the step's snapshot and those that do not:
 * fluent-bit creates an index of the same name the moment that a line for that day arrives.
 */
export async function findRestored(
  { elasticsearch }: Cluster,
  { snapshot, indices }: RestoreStep,
): Promise<{ restored: RestoredIndex[]; others: string[] }> {
  const existing = (await Promise.all(indices.map((index) => listIndices(elasticsearch, index)))).flat();
  if (existing.length === 0) return { restored: [], others: [] };
  const sources = await getRestoreSources(
    elasticsearch,
    existing.map(({ name }) => name),
  );
  const isRestored = (name: string) => sources[name] === snapshot;
  return {
    restored: existing.filter(({ name }) => isRestored(name)).map(({ name, uuid }) => ({ name, uuid })),
    others: existing.map(({ name }) => name).filter((name) => !isRestored(name)),
  };
}
