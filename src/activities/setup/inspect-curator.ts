import { listIndices } from '../../elasticsearch/indices';
import { reviewAccess } from '../../kubernetes/access';
import { getConfigMap } from '../../kubernetes/config-maps';
import { listCronJobs } from '../../kubernetes/cron-jobs';
import { Forbidden } from '../../kubernetes/errors';
import type { CuratorFacts, CuratorJob } from '../../planning/curator-facts';
import { readDeletions } from '../../planning/curator-file';
import type { CuratorFile } from '../../planning/curator-file';
import { configMapsOfCurator, runsCurator } from '../../planning/curator-job';
import { suspensionOf } from '../../planning/curator-suspension';
import { curatorThreat } from '../../planning/curator-threat';
import { insteadOf } from '../../planning/instead-of';
import type { CronJob } from '../../planning/manifest';
import { curatorSearchRight, describeRight, suspensionRights } from '../../planning/required-rights';
import type { Cluster, OnKubernetes } from '../cluster';

/** The Curators beside a cluster and what they would delete at their next run. Rights that are missing are told, not thrown. */
export async function inspectCurator(cluster: Cluster, onKubernetes: OnKubernetes): Promise<CuratorFacts> {
  const { api, settings } = onKubernetes;
  const { namespace, curator: setting } = settings;
  const all = await listCronJobs(api, namespace);
  if (all === 'forbidden') return { setting, jobs: null, missingRights: [describeRight(curatorSearchRight)] };
  const curators = all.filter(runsCurator);
  if (curators.length === 0) return { setting, jobs: [], missingRights: [] };
  const indices = (await listIndices(cluster.elasticsearch, '*')).map(({ name }) => name);
  const jobs = await Promise.all(curators.map((cronJob) => inspectJob(cluster, onKubernetes, cronJob, indices)));
  // To look is enough for whoever neither suspends nor has suspended.
  const changed = jobs.filter(({ suspension }) => suspension === 'by logkeep' || setting === 'suspend');
  const rights = suspensionRights(changed.map(({ cronJob }) => cronJob.metadata.name));
  const missing = rights.length === 0 ? [] : await reviewAccess(api, namespace, rights);
  return { setting, jobs, missingRights: missing.map(describeRight) };
}

async function inspectJob(
  { indexPattern: pattern, repository }: Cluster,
  onKubernetes: OnKubernetes,
  cronJob: CronJob,
  indices: readonly string[],
): Promise<CuratorJob> {
  const file = await fileOf(onKubernetes, cronJob);
  const sight = { cronJob, file, indices, pattern, repository, now: new Date() };
  return { cronJob, suspension: suspensionOf(cronJob), file, threat: curatorThreat(sight) };
}

/** All action files that it mounts taken together; null when there is none, or it may not be read. */
async function fileOf({ api, settings }: OnKubernetes, cronJob: CronJob): Promise<CuratorFile | null> {
  const names = configMapsOfCurator(cronJob);
  const read = (name: string) => insteadOf(Forbidden, getConfigMap(api, settings.namespace, name), null);
  const texts = (await Promise.all(names.map(read))).flatMap((configMap) => Object.values(configMap?.data ?? {}));
  const files = texts.map(readDeletions).filter((file) => file !== null);
  if (files.length === 0) return null;
  return {
    deletions: files.flatMap(({ deletions }) => deletions),
    clearedRepositories: files.flatMap(({ clearedRepositories }) => clearedRepositories),
  };
}
