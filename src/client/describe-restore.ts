import { ByteSize } from '../planning/byte-size';
import type { RestorePlan } from '../planning/restore-plan';
import type { RestoreResult } from '../workflows/restore/types';
import type { Paint } from './paint';
import { table } from './table';

/** Read from the result itself: a run that is watched was started by anybody, with anything. */
export function isRestore(result: unknown): result is RestoreResult {
  return typeof result === 'object' && result !== null && 'restored' in result && 'skipped' in result;
}

/** What a dry run has found: each snapshot and why, each index with its size and new name, and what is in the way. */
export function describeRestorePlan({ cluster, into, plan }: RestoreResult, paint: Paint): string {
  if (plan === undefined) return '';
  const replaced = plan.steps.flatMap(({ replacing = [] }) => replacing);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? '' : [paint('bold', title), ...lines].join('\n');
  return [
    ...plan.snapshots.map((chosen) => section(`From ${chosen.snapshot}`, fromSnapshot(plan, chosen))),
    section(
      'Left out, as their names are taken',
      plan.skipped.map((name) => ` ${paint('yellow', '!')} ${name}`),
    ),
    section(
      'Would be replaced',
      replaced.map(({ name, kept }) => ` ${paint('red', '−')} ${name}, kept as ${kept.as} ${kept.name} meanwhile`),
    ),
    section('In another cluster', elsewhereLines(plan, cluster, into)),
    section(
      'Warnings',
      plan.warnings.map((line) => ` ${paint('yellow', '!')} ${line}`),
    ),
    section(
      'In the way',
      plan.objections.map((line) => ` ${paint('red', '✖')} ${line}`),
    ),
    plan.steps.length === 0 ? '' : `Altogether ${size(plan.bytes)}, replicas not counted`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function fromSnapshot(
  { steps }: RestorePlan,
  { snapshot, why, startedAt }: RestorePlan['snapshots'][number],
): string[] {
  const indices = steps.filter((step) => step.snapshot === snapshot).flatMap((step) => step.indices);
  const when = startedAt === undefined ? '' : ` of ${startedAt.replace('T', ' ').replace(/\.\d+Z$/, 'Z')}`;
  if (indices.length === 0) return [`   ${why}${when}; nothing is left to restore from it`];
  const isRenamed = indices.some(({ index, as }) => index !== as);
  const rows = indices.map(({ index, as, bytes }) => [index, size(bytes), ...(isRenamed ? [as] : [])]);
  const head = ['INDEX', 'SIZE', ...(isRenamed ? ['AS'] : [])];
  return [
    `   ${why}${when}`,
    ...table(head, rows)
      .split('\n')
      .map((line) => `   ${line}`),
  ];
}

function elsewhereLines({ elsewhere }: RestorePlan, cluster: string, into = ''): string[] {
  if (elsewhere === undefined) return [];
  const { repository, register } = elsewhere;
  if (register === undefined) return [`   ${into} reads the repository of ${cluster} as ${repository} already`];
  return [`   ${into} would read the repository of ${cluster} as ${repository} meanwhile (read-only)`];
}

function size(bytes: number): string {
  return bytes === 0 ? '?' : ByteSize.ofBytes(bytes).toString();
}
