import type { CuratorFacts, CuratorJob } from './curator-facts';
import { deletesAnything } from './curator-threat';
import { count } from './listing';
import { curatorSearchRight, describeRight } from './required-rights';
import type { SetupFacts } from './setup-facts';

/** The Curators that setup suspends: those that run and delete, where logkeep.yaml says so. */
export function curatorsToSuspend(facts: SetupFacts): string[] {
  return running(facts).map(nameOf);
}

export function curatorChanges(facts: SetupFacts): string[] {
  return running(facts).map(
    (job) => `suspend CronJob ${nameOf(job)}, Curator, which deletes without proof of a backup`,
  );
}

/** Those that need not be suspended any more. */
export function curatorsAdopted({ curator }: SetupFacts): string[] {
  return (curator?.jobs ?? [])
    .filter(({ suspension }) => suspension !== 'none')
    .map(({ cronJob, suspension }) => `CronJob ${cronJob.metadata.name}, Curator, is suspended ${suspension}`);
}

/** Why Curators cannot be suspended although logkeep.yaml asks for it. */
export function curatorObstacles(facts: SetupFacts): string[] {
  const { curator } = facts;
  if (curator?.setting !== 'suspend') return [];
  if (curator.jobs === null || running(facts).length > 0) return rightsObstacle(curator);
  return [];
}

/** What the Curators beside a cluster do to its logs, a sentence each; also that nobody knows if there are any. */
export function curatorRivals({ curator }: SetupFacts): string[] {
  if (curator === undefined) return [];
  const { jobs, setting } = curator;
  if (jobs === null)
    return [
      `logkeep cannot tell whether a Curator CronJob deletes indices: its account may not ${describeRight(curatorSearchRight)}`,
    ];
  return jobs.flatMap(({ suspension, threat, file }) => {
    if (suspension !== 'none' || threat === null) return [];
    const remedy = setting === 'report' && file !== null ? remedyForReported : '';
    return [`${threat}${remedy}`];
  });
}

const remedyForReported = '; "curator: suspend" in logkeep.yaml lets setup suspend it';

/** The Curators that logkeep has suspended; a human's suspension is left alone. */
export function curatorsToResume(facts: SetupFacts): string[] {
  return suspendedByLogkeep(facts).map(nameOf);
}

function suspendedByLogkeep({ curator }: SetupFacts): CuratorJob[] {
  return (curator?.jobs ?? []).filter(({ suspension }) => suspension === 'by logkeep');
}

export function resumeChanges(facts: SetupFacts): string[] {
  return suspendedByLogkeep(facts).map((job) => {
    const threat = job.threat === null ? '' : ` (${job.threat})`;
    return `resume CronJob ${nameOf(job)}, Curator: Kubernetes starts at once a run that it has missed${threat}`;
  });
}

export function resumeObstacles(facts: SetupFacts): string[] {
  return facts.curator !== undefined && curatorsToResume(facts).length > 0 ? rightsObstacle(facts.curator) : [];
}

function running({ curator, repository }: SetupFacts): CuratorJob[] {
  if (curator?.setting !== 'suspend') return [];
  return (curator.jobs ?? []).filter(
    ({ suspension, file }) => suspension === 'none' && file !== null && deletesAnything(file, repository.name),
  );
}

function rightsObstacle({ missingRights }: CuratorFacts): string[] {
  if (missingRights.length === 0) return [];
  return [
    `logkeep's account lacks ${count(missingRights.length, 'right')} for Curator's CronJob: ${missingRights.join(', ')}; grant ${missingRights.length === 1 ? 'it' : 'them'} (deploy/rbac/patch.yaml has them), or set kubernetes.curator to report`,
  ];
}

function nameOf({ cronJob }: CuratorJob): string {
  return cronJob.metadata.name;
}
