import { listIndicesNamed } from '../../elasticsearch/indices';
import { blockWrites } from '../../elasticsearch/seals';
import type { ReplacedIndex } from '../../planning/restore-plan';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { Refused } from '../failure';
import { outlivingCancellation } from '../within-activity';
import { copyIndex, keepAsSnapshot } from './kept-copy';

export interface ReplacedInput {
  cluster: string;
  replaced: ReplacedIndex;
}

/**
 * Keeps a whole copy of an index before its name is given to another one. The index itself stays where it is, blocked
 * for writing, so that nothing is written to it that its copy would lack.
 * @throws Refused when it is no longer the index that the plan saw, or no copy can be had.
 */
export async function setAside(dependencies: Dependencies, input: ReplacedInput): Promise<void> {
  const cluster = outlivingCancellation(clusterNamed(input.cluster, dependencies));
  const { name, uuid, kept, wasBlocked } = input.replaced;
  const [now] = await listIndicesNamed(cluster.elasticsearch, [name]);
  if (now?.uuid !== uuid)
    throw new Refused(`${name} cannot be replaced`, ['it was deleted or made anew since it was looked at: run again']);
  if (!wasBlocked) await blockWrites(cluster.elasticsearch, [name]);
  if (kept.as === 'index') await copyIndex(cluster, name, kept.name);
  else await keepAsSnapshot(cluster, name, kept.name);
}
