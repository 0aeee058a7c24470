import type { Config } from '../../config/load';
import { chosenCluster } from '../chosen-cluster';
import { CommandError, exitCode } from '../exit-code';
import { look, requireWorker } from '../look';
import { operate } from '../operate';
import { agrees, mayAsk, pickDays } from '../prompts';
import { describeRestorePlan } from '../describe-restore';
import { checkedInput, namesSomething, restoreInputOf } from '../restore-input';
import type { RestoreOptions } from '../restore-input';
import type { GlobalOptions, Session } from '../session';
import { configOf, withSession } from '../session';

/** `logkeep restore [cluster] --day 2019-11-12 …`; without a day, on a terminal, it asks. */
export async function restoreCommand(
  named: string | undefined,
  options: GlobalOptions & RestoreOptions & { detach: boolean },
): Promise<void> {
  if (namesSomething(options)) return restoreNamed(named, options);
  if (!mayAsk(options.output))
    throw new CommandError(
      'Say what to bring back: --day, --from and --to, or --index (on a terminal, without them, you can choose)',
      exitCode.usage,
    );
  const config = configOf(options);
  const cluster = chosenCluster(config, named);
  return withSession(config, options, (session) => restoreChosen(session, cluster, options));
}

async function restoreNamed(
  named: string | undefined,
  options: GlobalOptions & RestoreOptions & { detach: boolean },
): Promise<void> {
  // Before logkeep.yaml is read: what was typed is nearest.
  checkedInput(restoreInputOf(named ?? 'any', options));
  const config = configOf(options);
  const input = restoreInputOf(chosenCluster(config, named), options);
  knownTarget(config, options);
  return withSession(config, options, (session) => operate(session, 'restore', input, options.detach));
}

function knownTarget(config: Config, { intoCluster }: RestoreOptions): void {
  if (intoCluster !== undefined) chosenCluster(config, intoCluster);
}

/** Lets a person choose among the days that are backed up, shows the plan, and asks once more. */
async function restoreChosen(
  session: Session,
  cluster: string,
  options: RestoreOptions & { detach: boolean },
): Promise<void> {
  await requireWorker(session);
  const { days, repository } = await look(session, 'days', { cluster });
  if (days.length === 0) return session.print(`Repository ${repository} of ${cluster} holds no day yet`);
  if (days.every(({ isLive }) => isLive))
    return session.print(
      `All ${days.length} days in repository ${repository} are in ${cluster}: nothing is to be restored`,
    );
  const chosen = await pickDays(cluster, days);
  if (chosen.length === 0) return session.print('Nothing was chosen, and nothing was started');
  const input = checkedInput(restoreInputOf(cluster, { ...options, day: chosen }));

  const planned = await look(session, 'restore', { ...input, dryRun: true });
  session.print(describeRestorePlan(planned, session.paint));
  if ((planned.plan?.objections ?? []).length > 0)
    throw new CommandError('It would be refused: the plan says why, and what to do', exitCode.refused);
  if (options.dryRun) return;
  if (!(await agrees('Restore them now?'))) return session.print('Nothing was started');
  return operate(session, 'restore', input, options.detach);
}
