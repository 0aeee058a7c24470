import { keptByCalendar } from './calendar-keep';
import type { Decision } from './decision';
import type { IndexPattern } from './index-pattern';
import { copiesOfPromisedDays } from './promised-days';
import type { CountedDocuments } from './promised-days';
import type { RetentionRules } from './retention-rules';
import { selectSnapshots } from './selection/select';
import type { SnapshotFilter } from './selection/snapshot-filters';
import type { Snapshot, SnapshotState } from './snapshot';
import type { SnapshotNaming } from './snapshot-name';
import type { TimeSpan } from './time-span';
import type { TimeZone } from './time-zone';

/** Which snapshots go and which stay, each with its reason; the newest first. */
export interface RetentionPlan {
  expired: Decision[];
  kept: Decision[];
}

export interface RetentionContext {
  naming: SnapshotNaming;
  pattern: IndexPattern;
  zone: TimeZone;
  /** When the run was meant to start. */
  now: Date;
  /** Names of snapshots that somebody restores from. */
  restoring: readonly string[];
  /** The index that the cluster's ledger is in: what holds it was taken by this cluster of the file. */
  ledger: string;
  /** The snapshot of the run that asks. */
  current?: string;
  /** Whether partial snapshots count as backups. */
  allowPartial?: boolean;
  /** The cluster that this run belongs to; snapshots whose metadata names another one are not its own. */
  clusterUuid?: string;
  documents: CountedDocuments;
}

/** A snapshot of the cluster's own, with the moment that its age is counted from. */
interface Dated {
  snapshot: Snapshot;
  moment: Date;
}

interface Verdict {
  expires: boolean;
  reason: string;
}

/**
 * Decides about every snapshot of the repository. Never lets go: what is not named by the cluster's pattern or was taken
 * by another cluster, the newest success, what somebody restores from, and the last good copies of a day that is
 * younger than `maxAge`. Deterministic; the order of the input does not matter; asking for more to be kept never lets
 * more go.
 */
export function planRetention(
  snapshots: readonly Snapshot[],
  rules: RetentionRules | undefined,
  context: RetentionContext,
): RetentionPlan {
  const plan: RetentionPlan = { expired: [], kept: [] };
  const own: Dated[] = [];
  for (const snapshot of snapshots) {
    const reason = notOurs(snapshot, context);
    const moment = reason === null && rules !== undefined ? momentOf(snapshot, rules, context) : null;
    if (moment !== null) own.push({ snapshot, moment });
    else plan.kept.push({ name: snapshot.name, reason: reason ?? 'logkeep.yaml sets no rule for snapshots' });
  }
  if (rules !== undefined) {
    own.sort((a, b) => b.moment.getTime() - a.moment.getTime() || (a.snapshot.name < b.snapshot.name ? 1 : -1));
    const judge = judgeOf(own, snapshots, rules, context);
    for (const dated of own) {
      const { expires, reason } = judge(dated);
      (expires ? plan.expired : plan.kept).push({ name: dated.snapshot.name, reason });
    }
  }
  plan.kept.sort((a, b) => (a.name < b.name ? 1 : -1));
  return plan;
}

function notOurs(
  { name, state, indices, clusterUuid }: Snapshot,
  { naming, pattern, ledger, ...context }: RetentionContext,
): string | null {
  if (naming.momentOf(name) === null) return `its name does not follow ${naming.text}`;
  if (clusterUuid !== undefined && context.clusterUuid !== undefined && clusterUuid !== context.clusterUuid)
    return 'another cluster has taken it';
  // Several clusters of the file may be kinds of logs on one server, with one repository and one way to name snapshots.
  if (!indices.some((index) => index === ledger || pattern.dayOf(index) !== null))
    return 'it holds no day of this cluster';
  if (state === 'IN_PROGRESS') return 'it is being taken';
  if (state === 'INCOMPATIBLE') return 'this version cannot read it, so nobody can tell what is in it';
  return null;
}

/** A name that follows the pattern always has its moment; a start may be missing. */
function momentOf(
  { name, startedAt }: Snapshot,
  { ageFrom }: RetentionRules,
  { naming }: RetentionContext,
): Date | null {
  return ageFrom === 'start' && startedAt !== undefined ? new Date(startedAt) : naming.momentOf(name);
}

/** Everything that depends on the whole list is found out once. */
function judgeOf(
  newestFirst: readonly Dated[],
  snapshots: readonly Snapshot[],
  rules: RetentionRules,
  context: RetentionContext,
) {
  const { zone, now, restoring, current, allowPartial = false } = context;
  const { maxAge, minCount = 0, keep = {} } = rules;
  const isBackup = (state: SnapshotState) => state === 'SUCCESS' || (allowPartial && state === 'PARTIAL');
  const successes = newestFirst.filter(({ snapshot }) => isBackup(snapshot.state));
  const rankOf = new Map(successes.map(({ snapshot }, rank) => [snapshot.name, rank]));
  const named = successes.map(({ snapshot, moment }) => ({ name: snapshot.name, moment }));
  const calendar = keptByCalendar(named, keep, zone);
  const promised = maxAge && promisedCopies(newestFirst, maxAge, context);
  const wishOf = rules.filters
    ? chosenBy(rules.filters, snapshots, now)
    : expiring(rules, rankOf, successes[0], context);

  return (dated: Dated): Verdict => {
    const { name, state } = dated.snapshot;
    const rank = rankOf.get(name);
    if (restoring.includes(name)) return stays('somebody restores from it; the next run looks again');
    if (rank === 0) return stays('the newest that succeeded');
    if (name === current) return stays('this run has taken it');
    const wish = wishOf(dated);
    if (!wish.expires) return wish;
    if (rank !== undefined && rank < minCount) return stays(`one of the newest ${minCount}`);
    const period = calendar.get(name);
    if (period !== undefined) return stays(period);
    const copy = promised?.get(name);
    if (copy !== undefined) return stays(state === 'SUCCESS' ? copy : `${state}, but ${copy}`);
    return wish;
  };
}

function promisedCopies(
  newestFirst: readonly Dated[],
  maxAge: TimeSpan,
  context: RetentionContext,
): Map<string, string> {
  const { zone, now, pattern, documents } = context;
  const snapshots = newestFirst.map(({ snapshot }) => snapshot);
  return copiesOfPromisedDays(snapshots, documents, { pattern, zone, since: zone.before(now, maxAge) });
}

/** What ages, counts and the calendar say, before anything is protected. */
function expiring(
  { maxAge, maxCount, unsuccessful }: RetentionRules,
  rankOf: ReadonlyMap<string, number>,
  newest: Dated | undefined,
  { zone, now }: RetentionContext,
): (dated: Dated) => Verdict {
  const oldest = maxAge && zone.before(now, maxAge);
  const evidence = zone.before(now, unsuccessful);
  return ({ snapshot: { name, state }, moment }) => {
    const rank = rankOf.get(name);
    if (rank === undefined) {
      if (newest === undefined || newest.moment <= moment) return stays(`${state}, but none has succeeded since`);
      return moment < evidence
        ? goes(`${state}, longer ago than ${unsuccessful.toString()}`)
        : stays(`${state}, kept as evidence for ${unsuccessful.toString()}`);
    }
    if (oldest !== undefined && moment < oldest) return goes(`older than ${String(maxAge)}`);
    if (maxCount !== undefined && rank >= maxCount) return goes(`more than ${maxCount} are there`);
    if (oldest !== undefined) return stays(`younger than ${String(maxAge)}`);
    return maxCount === undefined ? goes('no rule of keep names it') : stays(`one of the newest ${maxCount}`);
  };
}

/** What Curator's filters choose of the whole repository, as Curator would. */
function chosenBy(
  filters: readonly SnapshotFilter[],
  snapshots: readonly Snapshot[],
  now: Date,
): (dated: Dated) => Verdict {
  const { chosen, others } = selectSnapshots(filters, snapshots, now);
  const said = new Map<string, Verdict>([
    ...others.map(({ name, reason }): [string, Verdict] => [name, stays(`by the filters it ${reason}`)]),
    ...chosen.map(({ name, reason }): [string, Verdict] => [name, goes(`by the filters it ${reason}`)]),
  ]);
  return ({ snapshot: { name } }) => said.get(name) ?? stays('the filters have not seen it');
}

function stays(reason: string): Verdict {
  return { expires: false, reason };
}

function goes(reason: string): Verdict {
  return { expires: true, reason };
}
