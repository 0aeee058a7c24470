import type { News, SavedBackup } from './notification';
import type { TimeSpan } from './time-span';

/** What one look at a cluster's repository brought. */
export type BackupLook = { newest?: SavedBackup } | { unreachable: string };

/** What the next look has to know of those before; handed on from run to run. Times in milliseconds since 1970. */
export interface BackupWatch {
  /** When it was first looked for a success; what a cluster without any is measured by. */
  firstLook: number;
  /** The newest success that was ever seen. */
  newest?: SavedBackup;
  unreachableSince?: number;
  /** What people were told of the trouble that lasts, and when. */
  told?: { cause: Trouble; at: number };
}

type Trouble = 'overdue' | 'unreachable';
type OverdueNews = Extract<News, { kind: 'overdue' }>;

export interface WatchVerdict {
  watch: BackupWatch;
  trouble?: OverdueNews;
  /** Whether people have to hear of the trouble now. */
  tell: boolean;
  /** Whether a trouble that people were told of is over. */
  isOver: boolean;
}

/** A restart of a small cluster takes minutes; the third hourly look in a row that fails is no restart any more. */
const patience = 2 * 3_600_000;
/** The runs of a schedule start some seconds early or late. */
const slack = 5 * 60_000;
const reminder = 24 * 3_600_000 - slack;

/**
 * Says whether a cluster is without a backup for too long, and whether people have to be told: once when it begins,
 * again every 24 hours while it lasts, and at once when a cluster that could not be asked turns out to be overdue.
 * @param before undefined for the first look ever.
 */
export function watchBackups(
  before: BackupWatch | undefined,
  look: BackupLook,
  overdueAfter: TimeSpan,
  now: number,
): WatchVerdict {
  const seen = remember(before, look, now);
  const cause = troubleOf(seen, overdueAfter, now);
  const told = before?.told;
  if (cause === undefined) {
    // The cluster does not answer, but not for long yet: that is no end of a trouble.
    if ('unreachable' in look && told !== undefined) return { watch: { ...seen, told }, tell: false, isOver: false };
    return { watch: seen, tell: false, isOver: told !== undefined };
  }
  const tell = told === undefined || now - told.at >= reminder || (told.cause === 'unreachable' && cause === 'overdue');
  const watch = { ...seen, ...(tell ? { told: { cause, at: now } } : told === undefined ? {} : { told }) };
  return { watch, trouble: newsOf(seen, look), tell, isOver: false };
}

function remember(before: BackupWatch | undefined, look: BackupLook, now: number): BackupWatch {
  const firstLook = before?.firstLook ?? now;
  if ('unreachable' in look) {
    const { newest } = before ?? {};
    return { firstLook, ...(newest && { newest }), unreachableSince: before?.unreachableSince ?? now };
  }
  return { firstLook, ...(look.newest && { newest: look.newest }) };
}

function troubleOf(watch: BackupWatch, overdueAfter: TimeSpan, now: number): Trouble | undefined {
  if (now - lastGood(watch) > overdueAfter.milliseconds) return 'overdue';
  const { unreachableSince = now } = watch;
  return now - unreachableSince >= patience - slack ? 'unreachable' : undefined;
}

/** A cluster that never had a backup is not overdue on the day on which it is set up. */
function lastGood({ newest, firstLook }: BackupWatch): number {
  return newest?.endedAt ?? firstLook;
}

function newsOf(watch: BackupWatch, look: BackupLook): OverdueNews {
  const { newest, unreachableSince } = watch;
  return {
    kind: 'overdue',
    since: lastGood(watch),
    ...(newest && { newest }),
    ...('unreachable' in look && unreachableSince !== undefined
      ? { unreachable: { since: unreachableSince, reason: look.unreachable } }
      : {}),
  };
}
