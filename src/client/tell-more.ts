import { count } from '../planning/listing';
import type { RestoreResult } from '../workflows/restore/types';
import type { BackupResult } from '../workflows/backup/types';
import { describeBackupPlan, describeTidied, isBackup } from './describe-backup';
import { describeRestorePlan, isRestore } from './describe-restore';
import { describeDrill, isDrill } from './describe-drill';
import { describePlan } from './describe-plan';
import { CommandError, exitCode } from './exit-code';
import { isPlanned } from './planned';
import type { Planned } from './planned';
import type { Session } from './session';

/**
 * What a person needs to know of a result besides its summary: the whole plan of a dry run; after a setup what is still
 * to be heeded, and where the originals are. A program has the result itself.
 * @throws CommandError (refused) when the plan of a dry run has met obstacles.
 */
export function tellMore(session: Session, result: unknown): void {
  if (isBackup(result)) return tellBackup(session, result);
  if (isRestore(result)) return tellRestore(session, result);
  if (isDrill(result)) return session.json ? undefined : session.print(`\n${describeDrill(result, session.paint)}`);
  if (!isPlanned(result)) return;
  if (result.dryRun) tellPlan(session, result);
  else if (!session.json) tellAfterwards(session, result);
}

function tellBackup({ json, print, paint }: Session, result: BackupResult): void {
  if (json) return;
  const more = result.dryRun ? describeBackupPlan(result, paint) : describeTidied(result, paint);
  if (more !== '') print(`\n${more}`);
}

function tellRestore({ json, print, paint }: Session, result: RestoreResult): void {
  if (!result.dryRun) return;
  if (!json) print(`\n${describeRestorePlan(result, paint)}`);
  if ((result.plan?.objections ?? []).length === 0) return;
  throw new CommandError('The run itself would be refused: the plan says why, and what to do', exitCode.refused);
}

function tellPlan({ json, print, paint }: Session, plan: Planned): void {
  if (!json) print(`\n${describePlan(plan, paint)}`);
  const { obstacles = [] } = plan;
  if (obstacles.length === 0) return;
  throw new CommandError(
    `The run itself would be refused with ${count(obstacles.length, 'obstacle')} in the way: the plan says what to do`,
    exitCode.refused,
  );
}

function tellAfterwards({ print, warn }: Session, result: Planned): void {
  if ('originals' in result) print(`The manifests as they were before this run: Secret ${result.originals}`);
  if ('warnings' in result) result.warnings.forEach((warning) => warn(`Warning: ${warning}`));
}
