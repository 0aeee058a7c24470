import type { SetupBackupResult } from '../workflows/setup-backup/types';
import { colouredDiff } from './coloured-diff';
import type { Paint } from './paint';
import type { Planned } from './planned';

/** What a plan may say; that of a removal says less. */
type Plan = Pick<Planned, 'changes' | 'obstacles'> &
  Partial<Pick<SetupBackupResult, 'adopted' | 'cost' | 'warnings' | 'diff'>>;

/** The plan of a dry run, for people: what is right, what would change, the cost, what is in the way, and the diffs. */
export function describePlan(plan: Plan, paint: Paint): string {
  const { adopted = [], changes, cost, warnings = [], obstacles = [], diff = '' } = plan;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? '' : [paint('bold', title), ...lines].join('\n');
  return [
    section('Right already', marked(adopted, paint('green', '✔'))),
    section('Would change', changes.length === 0 ? ['   nothing'] : numbered(changes)),
    section('Cost', cost === undefined ? [] : [`   ${cost}`]),
    section('Warnings', marked(warnings, paint('yellow', '!'))),
    section('In the way', marked(obstacles, paint('red', '✖'))),
    colouredDiff(diff.trimEnd(), paint),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function marked(lines: readonly string[], mark: string): string[] {
  return lines.map((line) => ` ${mark} ${line}`);
}

function numbered(lines: readonly string[]): string[] {
  return lines.map((line, index) => `${String(index + 1).padStart(2)}. ${line}`);
}
