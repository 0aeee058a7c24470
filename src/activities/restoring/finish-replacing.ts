import { addAliases } from '../../elasticsearch/index-aliases';
import { listIndicesNamed } from '../../elasticsearch/indices';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { Refused } from '../failure';
import { withinActivity } from '../within-activity';
import { discardKept } from './kept-copy';
import type { ReplacedInput } from './set-aside';

export interface FinishReplacingInput extends ReplacedInput {
  /** The UUID of the complete one. */
  by: string;
}

/**
 * Ends the replacing of an index by a complete one: that one gets the old one's aliases, and the old one goes.
 * @throws Refused when that one is gone meanwhile: then the old one stays where it is kept.
 */
export async function finishReplacing(dependencies: Dependencies, input: FinishReplacingInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { name, aliases } = input.replaced;
  const [now] = await listIndicesNamed(cluster.elasticsearch, [name]);
  if (now?.uuid !== input.by)
    throw new Refused(`The old ${name} is not let go`, ['the restored one was deleted or made anew meanwhile']);
  // Marks of logkeep were about the old one.
  const others = Object.entries(aliases).filter(([alias]) => !alias.startsWith('logkeep-'));
  await addAliases(cluster.elasticsearch, name, Object.fromEntries(others));
  await discardKept(cluster, input.replaced);
}
