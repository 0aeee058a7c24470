import { getSnapshot } from '../../elasticsearch/snapshots';
import type { Cluster } from '../cluster';

export interface NewestBackup {
  snapshot: string;
  /** Milliseconds since 1970. */
  endedAt: number;
  /** How long Elasticsearch worked on it. */
  seconds: number;
}

/** The repository's record of the first of these snapshots that is still there; reads one file. */
export async function newestBackup(
  { elasticsearch, repository }: Cluster,
  names: readonly string[],
): Promise<NewestBackup | undefined> {
  for (const snapshot of names) {
    const record = await getSnapshot(elasticsearch, repository, snapshot);
    const { startedAt, endedAt } = record ?? {};
    if (startedAt !== undefined && endedAt !== undefined)
      return { snapshot, endedAt, seconds: (endedAt - startedAt) / 1000 };
  }
  return undefined;
}
