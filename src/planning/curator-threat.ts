import type { CuratorDeletion, CuratorFile } from './curator-file';
import { describeDeletions } from './curator-words';
import { Day } from './day';
import type { IndexPattern } from './index-pattern';
import { count, firstNames } from './listing';
import type { CronJob } from './manifest';
import { nextDailyRun } from './next-daily-run';

/** What a Curator is to be judged by. */
export interface CuratorSight {
  cronJob: CronJob;
  file: CuratorFile | null;
  /** Every live index of the server, not only those of the pattern. */
  indices: readonly string[];
  pattern: IndexPattern;
  repository: string;
  now: Date;
}

/** What a Curator does to logs and their backups when it runs, a sentence; null for one that deletes nothing. */
export function curatorThreat({ cronJob, file, ...sight }: CuratorSight): string | null {
  const { schedule } = cronJob.spec;
  const who = `CronJob ${cronJob.metadata.name} (Curator, ${schedule})`;
  if (file === null)
    return `${who} may delete indices: logkeep cannot tell what it would delete, as none of its ConfigMaps can be read as an action file; suspend it by hand if it deletes days`;
  const { deletions, clearedRepositories } = file;
  const clears = clearedRepositories.includes(sight.repository)
    ? [`deletes snapshots of repository ${sight.repository} by rules of its own`]
    : [];
  if (deletions.length === 0) return clears.length === 0 ? null : `${who} ${clears.join()}`;
  const does = [`deletes ${describeDeletions(deletions)}, whether they are in a backup or not`, ...clears].join(
    ', and ',
  );
  return `${who} ${does}: ${effect(cronJob, deletions, sight)}`;
}

/** Whether suspending a Curator keeps anything from being deleted. */
export function deletesAnything({ deletions, clearedRepositories }: CuratorFile, repository: string): boolean {
  return deletions.length > 0 || clearedRepositories.includes(repository);
}

/** The indices that an action would delete; none for one that logkeep does not understand. */
export function indicesDeleted({ filters }: CuratorDeletion, indices: readonly string[], at: Date): string[] {
  return filters === null ? [] : indices.filter((index) => filters.every((filter) => filter.passes(index, at)));
}

function effect(
  cronJob: CronJob,
  deletions: readonly CuratorDeletion[],
  sight: Omit<CuratorSight, 'cronJob' | 'file'>,
) {
  const { indices, pattern, now } = sight;
  const { schedule, timeZone } = cronJob.spec;
  const next = nextDailyRun(schedule, now, timeZone);
  const gone = indices.filter((index) =>
    deletions.some((each) => indicesDeleted(each, [index], next ?? now).length > 0),
  );
  const when =
    next === null ? 'if it ran now' : `at its next run (${next.toISOString().slice(0, 16).replace('T', ' ')} UTC)`;
  const which = gone.length === 0 ? '' : `: ${firstNames(gone)}`;
  const known = `${when} ${gone.length} of ${count(indices.length, 'index', 'indices')}${which}`;
  const unknown = deletions.flatMap((each) =>
    each.unknown === null ? [] : [`logkeep cannot tell what its action ${each.action} would delete (${each.unknown})`],
  );
  const isAnyKnown = unknown.length < deletions.length;
  return [...(isAnyKnown ? [known] : []), ...unknown, ...restoredDays(deletions, pattern, next ?? now)].join('; ');
}

/** A day that is restored has the name of its day, however long ago that was. */
function restoredDays(deletions: readonly CuratorDeletion[], pattern: IndexPattern, at: Date): string[] {
  const longAgo = Day.of(2000, 1, 1);
  if (longAgo === null) return [];
  const restored = [pattern.indexOf(longAgo)];
  const goes = deletions.some((each) => indicesDeleted(each, restored, at).length > 0);
  return goes ? ['a restored day is deleted at the next run, too'] : [];
}
