import { CommandError, exitCode } from '../../exit-code';
import { converge } from '../../schedules/converge';
import { describeSteps, summarise } from '../../schedules/describe-steps';
import { planForFile } from '../../schedules/plan-for-file';
import { skippedNights } from '../../schedules/skipped-nights';
import type { GlobalOptions } from '../../session';
import { configOf, withSession } from '../../session';

/** `logkeep schedule apply`: brings the schedules in Temporal in line with the file. */
export async function applyCommand(options: GlobalOptions & { prune: boolean; dryRun: boolean }): Promise<void> {
  const config = configOf(options);
  return withSession(config, options, async (session) => {
    const { client, json, print, warn } = session;
    const plan = await planForFile(client, config, options.prune);
    if (!options.dryRun) await converge(client.temporal, plan);
    const { steps } = plan;
    if (json) print(JSON.stringify({ dryRun: options.dryRun, schedules: steps }));
    else {
      if (steps.length > 0) print(describeSteps(steps));
      print(
        steps.length === 0
          ? `No cluster of ${config.file} has a schedule`
          : conclusion(options.dryRun, summarise(steps)),
      );
    }
    for (const night of skippedNights(config, new Date())) warn(`Warning: ${night}`);
    if (steps.some(({ action }) => action === 'refuse'))
      throw new CommandError('Not every schedule could be brought in line with the file', exitCode.refused);
  });
}

function conclusion(dryRun: boolean, summary: string): string {
  return dryRun ? 'Dry run: nothing was changed' : `Done: ${summary}`;
}
