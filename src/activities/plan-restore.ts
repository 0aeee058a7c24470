import { firstNames } from '../planning/listing';
import { targetsOf } from '../planning/restore-plan';
import type { Elsewhere, PlannedIndex, ReplacedIndex, RestorePlan, RestoreStep } from '../planning/restore-plan';
import type { ConflictPolicy } from '../planning/restore-conflict';
import { sortChecks } from '../planning/restore-checks/check-restore';
import { groupByRename } from '../planning/restore/rename-request';
import { checkRenames } from '../planning/restore/renaming';
import type { Renaming } from '../planning/restore/renaming';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { Refused } from './failure';
import { findCopies } from './restoring/find-copies';
import type { CopiesWish, FoundCopies } from './restoring/find-copies';
import { findWay, judgeVersions } from './restoring/find-way';
import { judgeTargets } from './restoring/judge-targets';
import { renameWithinTime } from './restoring/rename-within-time';
import { checkRoom } from './room/check-room';
import { withinActivity } from './within-activity';

export interface PlanRestoreInput extends CopiesWish {
  /** The cluster whose snapshots they are. */
  cluster: string;
  /** Another one, to restore into. */
  into?: string;
  rename?: Renaming;
  /** How many copies of each shard there are to be besides the primary; by default as many as the live days have. */
  replicas?: number;
  onConflict?: ConflictPolicy;
  /** The indices that may be replaced. */
  confirm?: readonly string[];
  /** The names of checks that are overruled. */
  force?: readonly string[];
  /** Say in the plan what stands in the way, instead of refusing. */
  dryRun?: boolean;
}

/**
 * Finds the snapshot for each index and checks that nothing stands in the way. Changes nothing.
 * @throws Refused with every reason at once.
 */
export async function planRestore(dependencies: Dependencies, input: PlanRestoreInput): Promise<RestorePlan> {
  const source = withinActivity(clusterNamed(input.cluster, dependencies));
  const target = input.into === undefined ? source : withinActivity(clusterNamed(input.into, dependencies));
  const copies = await findCopies(source, input);
  const renamed = renameCopies(copies, input.rename ?? {}, target);
  const names = renamed.indices.map(({ as }) => as);
  const { onConflict = 'fail', confirm = [], force = [] } = input;
  const conflicts = await judgeTargets(target, names, { onConflict, confirm });
  const way = target.name === source.name ? { problems: [] } : await findWay(source, target);
  const copiesWanted = input.replicas === undefined ? {} : { replicas: input.replicas };
  const wanted = renamed.indices
    .filter(({ as }) => !conflicts.skipped.includes(as))
    .map((copy) => ({ ...copy, ...copiesWanted }));
  const repository = way.elsewhere?.repository ?? target.repository;
  const room = await checkRoom(target, { repository, steps: stepsOf(wanted) }, force);

  const checked = sortChecks(copies.checks, force);
  const problems = [copies, renamed, conflicts, way].flatMap((part) => part.problems);
  problems.push(...(await judgeVersions(target, copies.snapshots)), ...checked.objections, ...room.objections);
  if (problems.length === 0 && names.length === 0) problems.push('none of what was asked for is in a snapshot');
  if (problems.length > 0 && input.dryRun !== true)
    throw new Refused(`${wishOf(input)} cannot be restored to ${target.name}`, problems);
  return {
    steps: room.steps.map((step) => completeStep(step, conflicts.replacing, way.elsewhere)),
    snapshots: copies.snapshots.map(({ madeBy: _, ...chosen }) => chosen),
    skipped: conflicts.skipped,
    objections: problems,
    ...(way.elsewhere === undefined ? {} : { elsewhere: way.elsewhere }),
    bytes: wanted.reduce((sum, { bytes }) => sum + bytes, 0),
    fit: room.fit,
    warnings: [copies, renamed, conflicts, checked, room].flatMap((part) => part.warnings),
  };
}

type Copy = PlannedIndex & { snapshot: string };

function renameCopies({ steps, detailsOf }: FoundCopies, renaming: Renaming, { indexPattern }: Cluster) {
  const copies = steps.flatMap(({ snapshot, indices }) => indices.map((index) => ({ snapshot, index })));
  const mapping = renameWithinTime(
    copies.map(({ index }) => index),
    renaming,
  );
  const indices = copies.map(({ snapshot, index }, position): Copy => {
    return { snapshot, index, as: mapping[position]?.as ?? index, bytes: 0, ...detailsOf(snapshot, index) };
  });
  return { indices, ...checkRenames(mapping, renaming, indexPattern) };
}

/** One request for each snapshot, and for each way of naming its indices anew. */
function stepsOf(copies: readonly Copy[]): RestoreStep[] {
  const snapshots = [...new Set(copies.map(({ snapshot }) => snapshot))];
  return snapshots.flatMap((snapshot) =>
    groupByRename(copies.filter((copy) => copy.snapshot === snapshot)).map((group) => ({
      snapshot,
      indices: group.map(({ snapshot: _, ...index }) => index),
    })),
  );
}

/** With what it replaces, and the repository where it is another cluster's. */
function completeStep(step: RestoreStep, replacing: readonly ReplacedIndex[], elsewhere?: Elsewhere): RestoreStep {
  const replaced = replacing.filter(({ name }) => targetsOf(step).includes(name));
  return {
    ...step,
    ...(replaced.length === 0 ? {} : { replacing: replaced }),
    ...(elsewhere === undefined ? {} : { repository: elsewhere.repository }),
  };
}

function wishOf({ days, indices = [] }: PlanRestoreInput): string {
  return firstNames([...days, ...indices]);
}
