import { ElasticsearchError } from '../../elasticsearch/errors';
import { getIndexDetails } from '../../elasticsearch/snapshot-progress';
import type { IndexInSnapshot } from '../../elasticsearch/snapshot-progress';
import { findSnapshotsWith } from '../../elasticsearch/snapshots';
import { Day } from '../../planning/day';
import { chooseDays } from '../../planning/drill/choose-days';
import { shortId } from '../../planning/drill/seeded-random';
import { temporaryName } from '../../planning/drill/temporary-name';
import { insteadOf } from '../../planning/instead-of';
import { chooseSnapshots } from '../../planning/restore-choice';
import { TimeZone } from '../../planning/time-zone';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { Refused } from '../failure';
import { withinActivity } from '../within-activity';
import { savedDays } from './saved-days';

/** One day to be drilled. */
export interface DrillStep {
  /** `YYYY-MM-DD`. */
  day: string;
  snapshot: string;
  /** Its name in the snapshot. */
  index: string;
  /** The name that it gets for a while. */
  as: string;
  /** Of its primary shards; 0 where the server could not say. */
  bytes: number;
  /** How many primary shards it has, where that is known. */
  shards?: number;
}

export interface DrillPlan {
  steps: DrillStep[];
  /** What a person should know of the copies, one sentence each. */
  warnings: string[];
}

export interface PlanDrillInput {
  cluster: string;
  /** `YYYY-MM-DD`; absent: some of those that the repository holds. */
  days?: string[];
  /** How many, where no days are given. */
  count: number;
  /** Take this snapshot and no other. */
  snapshot?: string;
  /** What the choice is drawn from, and the temporary names are made of: the run's own. */
  seed: string;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Chooses the days of a drill, and for each the snapshot that a restore would take. Changes nothing.
 * @throws Refused with every reason at once.
 */
export async function planDrill(dependencies: Dependencies, input: PlanDrillInput): Promise<DrillPlan> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { elasticsearch, repository, indexPattern: pattern } = cluster;
  const chosen = input.days ?? (await drawDays(cluster, input));
  const days = chosen.map((day) => Day.parse(day));
  const { snapshot: only } = input;
  const wanted = days.map((day) => ({ index: pattern.indexOf(day), day }));
  const names = wanted.map(({ index }) => index);
  const holders = await findSnapshotsWith(elasticsearch, repository, names);
  const candidates = holders.filter(({ name }) => only === undefined || name === only);
  const choice = chooseSnapshots(wanted, TimeZone.parse(cluster.timeZone), candidates);
  const { steps, warnings } = choice;
  const where = only === undefined ? 'no snapshot contains' : `snapshot ${only} does not contain`;
  const missing = choice.missing.map(({ index, day }) => `${where} ${index}, so ${String(day)} cannot be restored`);
  const problems = [...choice.problems, ...missing];
  if (problems.length > 0) throw new Refused(`${input.cluster} cannot be drilled`, problems);
  const planned: DrillStep[] = [];
  for (const { snapshot, indices } of steps) {
    const details = await insteadOf(ElasticsearchError, getIndexDetails(elasticsearch, repository, snapshot), {});
    planned.push(
      ...indices.map((index) => ({
        day: pattern.dayOf(index)?.toString() ?? index,
        snapshot,
        index,
        as: temporaryName(index, shortId(`${input.seed}/${index}`)),
        ...sizeOf((details as Record<string, IndexInSnapshot>)[index]),
      })),
    );
  }
  return { steps: planned.sort((a, b) => (a.day < b.day ? -1 : 1)), warnings };
}

/** Its copies do not matter: a drill restores none. */
function sizeOf(known: IndexInSnapshot | undefined): Pick<DrillStep, 'bytes' | 'shards'> {
  const { bytes = 0, shards } = known ?? {};
  return { bytes, ...(shards === undefined ? {} : { shards }) };
}

async function drawDays(cluster: Cluster, { count, seed, now, snapshot }: PlanDrillInput): Promise<string[]> {
  const today = TimeZone.parse(cluster.timeZone).dayAt(new Date(now)).toString();
  const saved = await savedDays(cluster, snapshot);
  // A copy of a day that is not over is of what it was then.
  const over = saved.filter(({ day }) => day < today);
  if (over.length === 0) {
    const why =
      snapshot === undefined
        ? 'no successful snapshot holds a day that is over'
        : `snapshot ${snapshot} is no successful one of this repository, or holds no day that is over`;
    throw new Refused(`${cluster.name} cannot be drilled`, [why]);
  }
  return chooseDays(over, count, seed, now).map(({ day }) => day);
}
