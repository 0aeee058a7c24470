import { total } from '../planning/reason-group';
import type { ReasonGroup } from '../planning/reason-group';
import type { BackupResult, Tidied } from '../workflows/backup/types';
import type { Paint } from './paint';

/** Read from the result itself: a run that is watched was started by anybody, with anything. */
export function isBackup(result: unknown): result is BackupResult {
  return typeof result === 'object' && result !== null && 'retention' in result && 'cleanup' in result;
}

/** What a dry run would let go and what it would keep: every snapshot and index, under its reason. */
export function describeBackupPlan(
  { summary, retention, cleanup, expired, warnings }: BackupResult,
  paint: Paint,
): string {
  return [
    summary,
    section('Snapshots', retention, paint, Infinity, 'to go'),
    section('Live indices', cleanup, paint, Infinity, 'to go'),
    ...(expired === undefined ? [] : [section('Restored indices', expired, paint, Infinity, 'to go')]),
    ...(warnings.length === 0
      ? []
      : [[paint('bold', 'Warnings'), ...warnings.map((line) => ` ${paint('yellow', '!')} ${line}`)].join('\n')]),
  ].join('\n\n');
}

/** What a backup has let go, with the first names, and nothing where it has let go nothing. */
export function describeTidied({ retention, cleanup, expired }: BackupResult, paint: Paint): string {
  return [
    ...(total(retention.deleted) === 0 ? [] : [section('Snapshots', retention, paint, 3, 'deleted')]),
    ...(total(cleanup.deleted) === 0 ? [] : [section('Live indices', cleanup, paint, 3, 'deleted')]),
    ...(expired === undefined ? [] : [section('Restored indices', expired, paint, 3, 'deleted')]),
  ].join('\n\n');
}

function section(title: string, { deleted, kept }: Tidied, paint: Paint, most: number, what: string): string {
  const lines = [
    ...deleted.map((group) => ` ${paint('red', '−')} ${line(group, most)}`),
    ...kept.map((group) => ` ${paint('green', '✔')} ${line(group, most)}`),
  ];
  return [paint('bold', `${title}: ${total(deleted)} ${what}, ${total(kept)} stay`), ...lines].join('\n');
}

/** A result tells only the first names of many, and how many there are. */
function line({ reason, count, names }: ReasonGroup, most: number): string {
  const shown = names.slice(0, most);
  const hidden = count - shown.length;
  return `${reason} (${count}): ${shown.join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}
