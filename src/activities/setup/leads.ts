import { listNodes } from '../../elasticsearch/nodes';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';

/** Whether the node of this name is the elected master. @throws Unavailable while there is none. */
export async function leads(dependencies: Dependencies, input: { cluster: string; pod: string }): Promise<boolean> {
  const { elasticsearch } = withinActivity(clusterNamed(input.cluster, dependencies));
  const nodes = await listNodes(elasticsearch);
  return nodes.some(({ name, isElected }) => isElected && name === input.pod);
}
