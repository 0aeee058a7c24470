import { listNodes } from '../../elasticsearch/nodes';
import { getRepository, listRepositories } from '../../elasticsearch/repositories';
import type { RepositoryDefinition } from '../../planning/repository-definition';
import { registrationsOf } from '../../planning/repository-difference';
import type { ChosenSnapshot, Elsewhere } from '../../planning/restore-plan';
import { lentDefinition, lentName, outsideOfPathRepo } from '../../planning/restore/lent-repository';
import { whyUnreadable } from '../../planning/restore/lineage';
import type { Snapshot } from '../../planning/snapshot';
import type { Cluster } from '../cluster';

/** Why the cluster cannot restore what the snapshots hold, as far as their versions tell. */
export async function judgeVersions(
  { elasticsearch }: Cluster,
  snapshots: readonly (ChosenSnapshot & Pick<Snapshot, 'madeBy'>)[],
): Promise<string[]> {
  const reader = await elasticsearch.capabilities();
  return snapshots.flatMap(({ snapshot, madeBy }) => {
    const why = madeBy === undefined ? null : whyUnreadable(snapshot, madeBy, reader);
    return why ?? [];
  });
}

/** How another cluster gets at the repository: under a name that it has already, or by a registration of our own. */
export async function findWay(
  source: Cluster,
  target: Cluster,
): Promise<{ elsewhere?: Elsewhere; problems: string[] }> {
  const registered = await getRepository(source.elasticsearch, source.repository);
  if (registered === null)
    return { problems: [`the snapshot repository ${source.repository} is not registered in ${source.name}`] };
  const definition = lentDefinition(registered, await pathRepoOf(source));
  const [there, paths] = [await listRepositories(target.elasticsearch), await pathRepoOf(target)];
  const known = registrationsOf(there, definition, paths);
  // One that only reads is preferred: nothing that goes wrong there can harm the snapshots.
  const best = known.find((name) => there[name]?.settings['readonly'] === 'true') ?? known[0];
  if (best !== undefined) return { elsewhere: { repository: best }, problems: [] };
  const repository = lentName(source.name);
  const problems = [...taken(there, repository, target), ...(await unreachable(definition, source, target))];
  return { elsewhere: { repository, register: definition }, problems };
}

function taken(there: Record<string, RepositoryDefinition>, name: string, target: Cluster): string[] {
  if (there[name] === undefined) return [];
  return [`${target.name} has another repository of the name ${name} registered: remove it (its snapshots stay)`];
}

/** Every node that holds data reads from the folder itself, and the master does. */
async function unreachable(definition: RepositoryDefinition, source: Cluster, target: Cluster): Promise<string[]> {
  const { location } = definition.settings;
  if (definition.type !== 'fs' || location === undefined) return [];
  const outside = (await listNodes(target.elasticsearch))
    .filter(({ isData, isMasterEligible }) => isData || isMasterEligible)
    .filter(({ pathRepo }) => outsideOfPathRepo(location, pathRepo))
    .map(({ name }) => name);
  if (outside.length === 0) return [];
  return [
    `${target.name} cannot read the repository of ${source.name}, because ${location} is not within path.repo of ${outside.join(', ')}: mount that volume there and add it to path.repo, or use a repository that both reach, such as s3`,
  ];
}

async function pathRepoOf({ elasticsearch }: Cluster): Promise<string[]> {
  const nodes = await listNodes(elasticsearch);
  return nodes.find(({ pathRepo }) => pathRepo.length > 0)?.pathRepo ?? [];
}
