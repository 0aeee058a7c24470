import { RepositoryUnverified } from '../../elasticsearch/errors';
import { getRepository, registerRepository } from '../../elasticsearch/repositories';
import type { RepositoryDefinition } from '../../planning/repository-definition';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';

export interface PutRepositoryBackInput {
  cluster: string;
  before: RepositoryDefinition;
}

/** Registers the repository as it was before a run. @returns whether it was another one. */
export async function putRepositoryBack(dependencies: Dependencies, input: PutRepositoryBackInput): Promise<boolean> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const registered = await getRepository(cluster.elasticsearch, cluster.repository);
  if (registered !== null && isSame(registered, input.before)) return false;
  await put(cluster, input.before);
  return true;
}

/** The same for an activity that has its cluster already. It could perhaps not be verified before either. */
export async function put({ elasticsearch, repository }: Cluster, before: RepositoryDefinition): Promise<void> {
  try {
    await registerRepository(elasticsearch, repository, before);
  } catch (error) {
    if (!(error instanceof RepositoryUnverified)) throw error;
  }
}

function isSame(a: RepositoryDefinition, b: RepositoryDefinition): boolean {
  return a.type === b.type && sorted(a) === sorted(b);
}

function sorted({ settings }: RepositoryDefinition): string {
  return JSON.stringify(Object.entries(settings).sort());
}
