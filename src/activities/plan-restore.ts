import { ElasticsearchError } from '../elasticsearch/errors';
import { listIndices } from '../elasticsearch/indices';
import { insteadOf } from '../planning/instead-of';
import { getIndexDetails } from '../elasticsearch/snapshot-progress';
import type { IndexInSnapshot } from '../elasticsearch/snapshot-progress';
import { findSnapshotsWith } from '../elasticsearch/snapshots';
import { Day } from '../planning/day';
import { chooseSnapshots, shrunkCopies } from '../planning/restore-choice';
import { conflicts } from '../planning/restore-conflict';
import type { RestorePlan } from '../planning/restore-plan';
import { TimeZone } from '../planning/time-zone';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { checkRoom } from './room/check-room';
import { withinActivity } from './within-activity';

export interface PlanRestoreInput {
  cluster: string;
  /** `YYYY-MM-DD`. */
  days: string[];
  /** Take this snapshot and no other. */
  snapshot?: string;
  /** Names of checks that are overruled. */
  force?: string[];
}

/**
 * Finds the snapshot for each day and checks that nothing stands in the way. Changes nothing.
 * @throws Refused with every reason at once.
 */
export async function planRestore(dependencies: Dependencies, input: PlanRestoreInput): Promise<RestorePlan> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { elasticsearch, repository, indexPattern: pattern } = cluster;
  const wish = { days: input.days.map((day) => Day.parse(day)), pattern, zone: TimeZone.parse(cluster.timeZone) };
  const wanted = wish.days.map((day) => pattern.indexOf(day));
  const existing = await listIndices(elasticsearch, pattern.wildcard);
  const holders = await findSnapshotsWith(elasticsearch, repository, wanted);
  const { snapshot: only } = input;
  const choice = chooseSnapshots({ ...wish, ...(only === undefined ? {} : { snapshot: only }) }, holders);

  const sizes = await readSizes(cluster, [
    ...choice.steps.map(({ snapshot }) => snapshot),
    ...choice.older.map(({ older }) => older),
  ]);
  const sizeOf = (snapshot: string, index: string) => sizes.get(snapshot)?.[index]?.bytes;
  const steps = choice.steps.map(({ snapshot, indices }) => ({
    snapshot,
    indices: indices.map((index) => ({ index, as: index, bytes: 0, ...sizes.get(snapshot)?.[index] })),
  }));
  const room = await checkRoom(cluster, { repository, steps }, input.force);
  const objections = [
    ...conflicts(wanted, existing),
    ...choice.problems,
    ...shrunkCopies(choice.older, sizeOf),
    ...room.objections,
  ];
  if (objections.length > 0)
    throw new Refused(`${input.days.join(', ')} cannot be restored to ${input.cluster}`, objections);
  const bytes = steps.flatMap(({ indices }) => indices).reduce((sum, index) => sum + index.bytes, 0);
  return { steps: room.steps, warnings: [...choice.warnings, ...room.warnings], bytes, fit: room.fit };
}

/** The indices of each snapshot. A server that cannot tell them must not keep a day from coming back. */
async function readSizes(
  { elasticsearch, repository }: Cluster,
  snapshots: readonly string[],
): Promise<Map<string, Record<string, IndexInSnapshot>>> {
  const sizes = new Map<string, Record<string, IndexInSnapshot>>();
  for (const snapshot of new Set(snapshots)) {
    sizes.set(snapshot, await insteadOf(ElasticsearchError, getIndexDetails(elasticsearch, repository, snapshot), {}));
  }
  return sizes;
}
