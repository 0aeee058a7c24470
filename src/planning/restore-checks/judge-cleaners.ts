import type { CuratorJob } from '../curator-facts';
import { indicesDeleted } from '../curator-threat';
import { firstNames } from '../listing';
import { nextDailyRun } from '../next-daily-run';
import { targetsOf } from '../restore-plan';
import type { Check } from '../restore-plan';
import type { Judge } from './judge';
import { fatal, warning } from './judge';

/** Somebody else's cleaner, which takes a restored day for an old one. */
export const judgeCleaners: Judge = ({ cleaners, now }, { steps }) => {
  const names = steps.flatMap(targetsOf);
  return [...ofCurators(cleaners.curators, names, now), ...ofPolicies(cleaners.policies)];
};

function ofCurators(curators: readonly CuratorJob[] | null, names: readonly string[], now: Date): Check[] {
  if (curators === null)
    return warning('cleaner', 'logkeep may not list CronJobs, so it cannot tell whether a Curator deletes these days');
  return curators.filter(({ suspension }) => suspension === 'none').flatMap((job) => ofCurator(job, names, now));
}

function ofCurator({ cronJob, file }: CuratorJob, names: readonly string[], now: Date): Check[] {
  const who = `CronJob ${cronJob.metadata.name} (Curator, ${cronJob.spec.schedule})`;
  const suspend = `suspend it (kubectl patch cronjob ${cronJob.metadata.name} -p '{"spec":{"suspend":true}}')`;
  if (file === null)
    return warning(
      'cleaner',
      `${who} may delete these days: logkeep cannot read what it deletes; if it deletes days, ${suspend}`,
    );
  const next = nextDailyRun(cronJob.spec.schedule, now, cronJob.spec.timeZone);
  const gone = names.filter((name) =>
    file.deletions.some((deletion) => indicesDeleted(deletion, [name], next ?? now).length > 0),
  );
  const when = next === null ? 'at its next run' : `on ${next.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (gone.length > 0)
    return fatal(
      'cleaner',
      `${who} would delete ${firstNames(gone)} ${when}: ${suspend}, or overrule this if they are not needed longer`,
    );
  const unknown = file.deletions.find((deletion) => deletion.unknown !== null);
  if (unknown === undefined) return [];
  return warning(
    'cleaner',
    `${who} may delete these days: logkeep cannot tell what its action ${unknown.action} deletes (${unknown.unknown})`,
  );
}

/** ILM does not reach them: its settings are left behind in the backup. */
function ofPolicies(policies: Parameters<Judge>[0]['cleaners']['policies']): Check[] {
  if (policies === null)
    return warning('cleaner', 'logkeep cannot tell whether a policy of the server deletes these days');
  return policies
    .filter(({ kind }) => kind === 'ISM')
    .flatMap(({ name, after }) =>
      warning(
        'cleaner',
        `ISM policy ${name} deletes indices of this pattern${after === undefined ? '' : ` ${after} after they were created`}, and a restored day is as old as before: look whether it takes the restored ones, too (GET _plugins/_ism/explain/…)`,
      ),
    );
}
