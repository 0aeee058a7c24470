import { getRepository, removeRepository } from '../../elasticsearch/repositories';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';

/** Takes the repository out of Elasticsearch; its snapshots stay where they are. @returns whether there was one. */
export async function unregisterRepository(dependencies: Dependencies, input: { cluster: string }): Promise<boolean> {
  const { elasticsearch, repository } = withinActivity(clusterNamed(input.cluster, dependencies));
  const isThere = (await getRepository(elasticsearch, repository)) !== null;
  if (isThere) await removeRepository(elasticsearch, repository);
  return isThere;
}
