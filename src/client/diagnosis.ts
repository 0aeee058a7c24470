import { describeSpace } from '../planning/free-space';
import type { CheckSetupResult } from '../workflows/check-setup/types';
import { CommandError, exitCode } from './exit-code';
import type { Paint } from './paint';

/** What `doctor` learned of a cluster. */
export type Diagnosis = { cluster: string; check: CheckSetupResult } | { cluster: string; error: string };

/**
 * For people: a line when all is well, else what has drifted, why, what it means, and what mends it; and what is to be
 * heeded in any case: warnings, who else deletes the logs, and the room that the backups have.
 */
export function describeDiagnosis(diagnosis: Diagnosis, paint: Paint): string {
  const name = paint('bold', diagnosis.cluster);
  if ('error' in diagnosis) return `${paint('red', '✖')} ${name} could not be checked: ${diagnosis.error}`;
  const { isSetUp, drift, warnings, rivals, freeSpace } = diagnosis.check;
  const remedy = `  remedy   logkeep setup ${diagnosis.cluster}`;
  const others = rivals.map((rival) => `  rival    ${rival}`);
  if (!isSetUp) return [`${paint('yellow', '!')} ${name} is not set up`, remedy, ...others].join('\n');
  const room = 'unreadable' in freeSpace ? [] : [`  volume   ${describeSpace(freeSpace)}`];
  const asides = [...warnings.map((warning) => `  warning  ${warning}`), ...others, ...room];
  if (drift.length === 0)
    return [`${paint('green', '✔')} ${name} is set up, and every node can use its repository`, ...asides].join('\n');
  const drifted = `${paint('red', '✖')} ${name} is no longer as setup left it`;
  return [drifted, ...drift.flatMap(describeDrift), remedy, ...asides].join('\n');
}

function describeDrift({ what, cause, effect }: CheckSetupResult['drift'][number]): string[] {
  return [`  what     ${what}`, `  cause    ${cause}`, `  effect   ${effect}`];
}

/** What the command ends with; null when every cluster is as setup leaves it. */
export function verdictOf(diagnoses: readonly Diagnosis[]): CommandError | null {
  const unknown = diagnoses.filter((diagnosis) => 'error' in diagnosis);
  if (unknown.length > 0) return new CommandError(`Not every cluster could be checked: ${namesOf(unknown)}`);
  const drifted = diagnoses.filter(
    (diagnosis) => 'check' in diagnosis && (!diagnosis.check.isSetUp || diagnosis.check.drift.length > 0),
  );
  if (drifted.length === 0) return null;
  return new CommandError(
    `Not every cluster is as setup leaves it: ${namesOf(drifted)}; run logkeep setup for each`,
    exitCode.drifted,
  );
}

function namesOf(diagnoses: readonly Diagnosis[]): string {
  return diagnoses.map(({ cluster }) => cluster).join(', ');
}
