import { ElasticsearchError } from '../elasticsearch/errors';
import { listIndices } from '../elasticsearch/indices';
import { insteadOf } from '../planning/instead-of';
import { getIndexSizes } from '../elasticsearch/snapshot-progress';
import { findSnapshotsWith } from '../elasticsearch/snapshots';
import { Day } from '../planning/day';
import { chooseSnapshots, shrunkCopies } from '../planning/restore-choice';
import { conflicts } from '../planning/restore-conflict';
import type { RestorePlan } from '../planning/restore-plan';
import { TimeZone } from '../planning/time-zone';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { withinActivity } from './within-activity';

export interface PlanRestoreInput {
  cluster: string;
  /** `YYYY-MM-DD`. */
  days: string[];
  /** Take this snapshot and no other. */
  snapshot?: string;
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
  const sizeOf = (snapshot: string, index: string) => sizes.get(snapshot)?.[index];
  const objections = [...conflicts(wanted, existing), ...choice.problems, ...shrunkCopies(choice.older, sizeOf)];
  if (objections.length > 0)
    throw new Refused(`${input.days.join(', ')} cannot be restored to ${input.cluster}`, objections);
  const steps = choice.steps.map(({ snapshot, indices }) => ({
    snapshot,
    indices: indices.map((index) => ({ index, as: index, bytes: sizeOf(snapshot, index) ?? 0 })),
  }));
  const bytes = steps.flatMap(({ indices }) => indices).reduce((sum, index) => sum + index.bytes, 0);
  return { steps, warnings: choice.warnings, bytes };
}

/** The index sizes of each snapshot. A server that cannot tell them must not keep a day from coming back. */
async function readSizes(
  { elasticsearch, repository }: Cluster,
  snapshots: readonly string[],
): Promise<Map<string, Record<string, number>>> {
  const sizes = new Map<string, Record<string, number>>();
  for (const snapshot of new Set(snapshots)) {
    sizes.set(snapshot, await insteadOf(ElasticsearchError, getIndexSizes(elasticsearch, repository, snapshot), {}));
  }
  return sizes;
}
