import { table } from '../table';
import type { ListedSchedule } from './listed-schedule';

/** The backups and drills as a table, the next runs below each other, and a line for all that is not as it should be. */
export function describeList(
  backups: readonly ListedSchedule[],
  checks: readonly ListedSchedule[],
  drills: readonly ListedSchedule[] = [],
): string {
  const shown = [...backups, ...drills.map((drill) => ({ ...drill, cluster: `${drill.cluster} (drill)` }))];
  const head = ['CLUSTER', 'RUNS', 'STATE', 'LAST RUN', 'NEXT RUNS'];
  const remarks = [...shown.flatMap(remarksOn), ...checks.flatMap(remarksOnCheck)];
  return [table(head, shown.flatMap(rows)), ...(remarks.length === 0 ? [] : ['', ...remarks])].join('\n');
}

function rows({ cluster, cron, timeZone, state, lastRun, next }: ListedSchedule): string[][] {
  const last = lastRun === undefined ? '' : `${lastRun.outcome}, ${lastRun.scheduledAt}`;
  const [first = '', ...more] = next;
  const runs = cron === undefined || timeZone === undefined ? '' : `${cron} ${timeZone}`;
  return [[cluster, runs, state, last, first], ...more.map((run) => ['', '', '', '', run])];
}

const apply = 'run logkeep schedule apply';

function remarksOn({ cluster, state, note, lastRun, changes, isLeftOver }: ListedSchedule): string[] {
  const { outcome, workflowId, reason = '' } = lastRun ?? {};
  const differences = changes.map(({ field, from, to }) => `${field} ${from} → ${to}`).join(', ');
  return [
    ...(state === 'missing' ? [`${cluster}: not in Temporal yet, ${apply}`] : []),
    ...(state === 'paused' && note !== undefined ? [`${cluster}: paused, ${note}`] : []),
    ...(outcome === 'failed' ? [`${cluster}: ${workflowId} failed: ${reason}`] : []),
    ...(changes.length > 0 ? [`${cluster}: not as in the file (${differences}), ${apply}`] : []),
    ...(isLeftOver ? [`${cluster}: no longer in the file, ${apply} --prune`] : []),
  ];
}

/** Of the check that a backup is not missed, only what is wrong with it. */
function remarksOnCheck({ cluster, state, lastRun, changes, note }: ListedSchedule): string[] {
  const check = `${cluster}: the hourly check that no backup is missing`;
  return [
    ...(state === 'missing' || changes.length > 0 ? [`${check} is not as in the file, ${apply}`] : []),
    ...(state === 'paused' ? [`${check} is paused${note === undefined ? '' : `, ${note}`}`] : []),
    ...(lastRun?.outcome === 'failed' ? [`${check} failed: ${lastRun.reason ?? ''}`] : []),
  ];
}
