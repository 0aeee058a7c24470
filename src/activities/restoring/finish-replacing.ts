import { addAliases } from '../../elasticsearch/index-aliases';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import { discardKept } from './kept-copy';
import type { ReplacedInput } from './set-aside';

/** Ends the replacing of an index by a complete one: that one gets the old one's aliases, and the old one goes. */
export async function finishReplacing(dependencies: Dependencies, input: ReplacedInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { name, aliases } = input.replaced;
  // Marks of logkeep were about the old one.
  const others = Object.entries(aliases).filter(([alias]) => !alias.startsWith('logkeep-'));
  await addAliases(cluster.elasticsearch, name, Object.fromEntries(others));
  await discardKept(cluster, input.replaced);
}
