import { listIndices } from '../elasticsearch/indices';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

export interface RestoredTotals {
  documents: number;
  bytes: number;
}

/** What restored indices hold now. */
export async function describeRestored(dependencies: Dependencies, input: { cluster: string; indices: string[] }): Promise<RestoredTotals> {
  const { elasticsearch } = withinActivity(clusterNamed(input.cluster, dependencies));
  const found = (await Promise.all(input.indices.map((index) => listIndices(elasticsearch, index)))).flat();
  return {
    documents: found.reduce((sum, { documents = 0 }) => sum + documents, 0),
    bytes: found.reduce((sum, { primaryBytes = 0 }) => sum + primaryBytes, 0),
  };
}
