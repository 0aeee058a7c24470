import { listIndices } from '../elasticsearch/indices';
import { getIndexSizes } from '../elasticsearch/snapshot-progress';
import { findSnapshotsWith } from '../elasticsearch/snapshots';
import { Day } from '../planning/day';
import { chooseSnapshots } from '../planning/restore-choice';
import type { RestoreStep } from '../planning/restore-choice';
import { conflicts } from '../planning/restore-conflict';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { withinActivity } from './within-activity';

export interface PlannedRestore extends RestoreStep {
  /** Of its indices in the snapshot, primaries only. */
  bytes: number;
}

export interface RestorePlan {
  steps: PlannedRestore[];
}

/**
 * Finds the snapshot for each day and checks that nothing stands in the way. Changes nothing.
 * @throws Refused with every reason at once.
 */
export async function planRestore(
  dependencies: Dependencies,
  input: { cluster: string; days: string[] },
): Promise<RestorePlan> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { elasticsearch, repository, indexPattern } = cluster;
  const days = input.days.map((day) => Day.parse(day));
  const wanted = days.map((day) => indexPattern.indexOf(day));
  const existing = await listIndices(elasticsearch, indexPattern.wildcard);
  const { steps, problems } = chooseSnapshots(
    days,
    indexPattern,
    await findSnapshotsWith(elasticsearch, repository, wanted),
  );
  const objections = [...conflicts(wanted, existing), ...problems];
  if (objections.length > 0)
    throw new Refused(`${input.days.join(', ')} cannot be restored to ${input.cluster}`, objections);
  const planned: PlannedRestore[] = [];
  for (const step of steps) planned.push({ ...step, bytes: await sizeOf(cluster, step) });
  return { steps: planned };
}

async function sizeOf({ elasticsearch, repository }: Cluster, { snapshot, indices }: RestoreStep): Promise<number> {
  const sizes = await getIndexSizes(elasticsearch, repository, snapshot);
  return indices.reduce((sum, index) => sum + (sizes[index] ?? 0), 0);
}
