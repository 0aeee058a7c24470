import { countDocuments as count } from '../elasticsearch/indices';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

/** How many documents the indices hold together, now. */
export async function countDocuments(
  dependencies: Dependencies,
  input: { cluster: string; indices: string[] },
): Promise<number> {
  const { elasticsearch } = withinActivity(clusterNamed(input.cluster, dependencies));
  const counts = await Promise.all(input.indices.map((index) => count(elasticsearch, index)));
  return counts.reduce((sum, documents) => sum + documents, 0);
}
