import { z } from 'zod';
import { deleteSnapshots, listSnapshotNames } from '../../src/elasticsearch/snapshots';
import { SnapshotNaming } from '../../src/planning/snapshot-name';
import { TimeZone } from '../../src/planning/time-zone';
import { atMost } from '../../src/client/schedules/at-most';
import type { Elasticsearch } from '../../src/elasticsearch/elasticsearch';
import { repository } from './laboratory';

const naming = new SnapshotNaming('snapshot-%Y%m%d%H%M%S', TimeZone.parse('UTC'));
const day = 86_400_000;

/** The name of a snapshot taken half a day more than so many days before. */
export function nameOfAge(days: number, now: Date): string {
  return naming.nameAt(new Date(now.getTime() - (days + 0.5) * day));
}

/** Curator's filters for what `snapshots.maxAge` chooses in logkeep. */
export function olderThan(days: number): object[] {
  return [
    { filtertype: 'pattern', kind: 'prefix', value: 'snapshot-' },
    {
      ...{ filtertype: 'age', source: 'name', timestring: '%Y%m%d%H%M%S' },
      ...{ direction: 'older', unit: 'days', unit_count: days },
    },
  ];
}

export async function takeSnapshot(elasticsearch: Elasticsearch, name: string, indices: string): Promise<void> {
  const body = { indices, include_global_state: true };
  const query = { wait_for_completion: true };
  await elasticsearch.send({ method: 'PUT', path: `/_snapshot/${repository}/${name}`, query, body }, z.unknown());
}

/** Makes the repository hold exactly these snapshots: what is missing is taken, what is too much deleted. */
export async function holdExactly(
  elasticsearch: Elasticsearch,
  names: readonly string[],
  indices: string,
): Promise<void> {
  const present = await listSnapshotNames(elasticsearch, repository);
  const wanted = new Set(names);
  const surplus = [...present].filter((name) => !wanted.has(name));
  await deleteSnapshots(elasticsearch, repository, surplus, () => undefined);
  const { hasConcurrentSnapshots } = await elasticsearch.capabilities();
  const missing = names.filter((name) => !present.has(name));
  await atMost(hasConcurrentSnapshots ? 8 : 1, missing, (name) => takeSnapshot(elasticsearch, name, indices));
}
