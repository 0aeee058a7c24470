import type { RestoreFacts } from '../../../src/planning/restore-checks/facts';
import type { CheckedPlan } from '../../../src/planning/restore-checks/judge';
import type { PlannedIndex } from '../../../src/planning/restore-plan';
import { GB, nodeOf, roomOf } from '../disk-fit/rooms';

/** A cluster of two nodes in which nothing stands in the way of anything. */
export function factsOf(different: Partial<RestoreFacts> = {}): RestoreFacts {
  return {
    product: 'elasticsearch 6.7.0',
    health: 'green',
    room: roomOf([nodeOf('node-1', 90 * GB), nodeOf('node-2', 90 * GB)]),
    usual: { shards: 5, replicas: 1 },
    blocks: { cluster: [], flooded: [] },
    openShards: 100,
    limitsShards: true,
    deletions: [],
    restoresDuringDeletions: true,
    closed: [],
    cleaners: { curators: [], policies: [] },
    now: new Date('2019-11-20T12:00:00Z'),
    ...different,
  };
}

export const day = 'ks-logstash-log-2019.11.12';

/** One day of a GB from one snapshot. */
export function planOf(different: Partial<PlannedIndex> = {}): CheckedPlan {
  const index = { index: day, as: day, bytes: GB, ...different };
  return { repository: 'backups', steps: [{ snapshot: 'snapshot-1', indices: [index] }] };
}
