import { keptByCalendar } from './calendar-keep';
import type { Decision } from './decision';
import type { IndexPattern } from './index-pattern';
import { copiesOfPromisedDays } from './promised-days';
import type { CountedDocuments } from './promised-days';
import type { RetentionRules } from './retention-rules';
import type { Snapshot } from './snapshot';
import type { SnapshotNaming } from './snapshot-name';
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
    const judge = judgeOf(own, rules, context);
    for (const dated of own) {
      const { expires, reason } = judge(dated);
      (expires ? plan.expired : plan.kept).push({ name: dated.snapshot.name, reason });
    }
  }
  plan.kept.sort((a, b) => (a.name < b.name ? 1 : -1));
  return plan;
}

function notOurs({ name, state, clusterUuid }: Snapshot, { naming, ...context }: RetentionContext): string | null {
  if (naming.momentOf(name) === null) return `its name does not follow ${naming.text}`;
  if (clusterUuid !== undefined && context.clusterUuid !== undefined && clusterUuid !== context.clusterUuid)
    return 'another cluster has taken it';
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
function judgeOf(newestFirst: readonly Dated[], rules: RetentionRules, context: RetentionContext) {
  const { zone, now, restoring } = context;
  const { maxAge, minCount = 0, maxCount, keep } = rules;
  const successes = newestFirst.filter(({ snapshot }) => snapshot.state === 'SUCCESS');
  const rankOf = new Map(successes.map(({ snapshot }, rank) => [snapshot.name, rank]));
  const calendar = keptByCalendar(
    successes.map(({ snapshot, moment }) => ({ name: snapshot.name, moment })),
    keep ?? {},
    zone,
  );
  const oldest = maxAge && zone.before(now, maxAge);
  const promised =
    oldest === undefined
      ? new Map<string, string>()
      : copiesOfPromisedDays(
          newestFirst.map(({ snapshot }) => snapshot),
          context.documents,
          { ...context, since: oldest },
        );
  const [newest] = successes;

  return ({ snapshot: { name, state }, moment }: Dated): Verdict => {
    const stays = (reason: string): Verdict => ({ expires: false, reason });
    const goes = (reason: string): Verdict => ({ expires: true, reason });
    if (restoring.includes(name)) return stays('somebody restores from it; the next run looks again');
    const copy = promised.get(name);
    if (state !== 'SUCCESS') {
      if (newest === undefined || newest.moment <= moment) return stays(`${state}, but none has succeeded since`);
      if (copy !== undefined) return stays(`${state}, but ${copy}`);
      return moment < zone.before(now, rules.unsuccessful)
        ? goes(`${state}, longer ago than ${rules.unsuccessful.toString()}`)
        : stays(`${state}, kept as evidence for ${rules.unsuccessful.toString()}`);
    }
    const rank = rankOf.get(name) ?? 0;
    if (rank === 0) return stays('the newest that succeeded');
    const isOld = oldest !== undefined && moment < oldest;
    const isSurplus = maxCount !== undefined && rank >= maxCount;
    const isUnnamed = oldest === undefined && maxCount === undefined;
    if (!isOld && !isSurplus && !isUnnamed)
      return stays(
        oldest === undefined ? `one of the newest ${maxCount ?? 0}` : `younger than ${maxAge?.toString() ?? ''}`,
      );
    if (rank < minCount) return stays(`one of the newest ${minCount}`);
    const period = calendar.get(name);
    if (period !== undefined) return stays(period);
    if (copy !== undefined) return stays(copy);
    if (isOld) return goes(`older than ${maxAge?.toString() ?? ''}`);
    return goes(isSurplus ? `more than ${maxCount} are there` : 'no rule of keep names it');
  };
}
