import { getStatefulSet } from '../../kubernetes/stateful-sets';
import { isStandInThere } from '../../planning/stand-in';
import type { Dependencies } from '../cluster';
import { clusterNamed, podsOf } from '../cluster';
import { withinActivity } from '../within-activity';
import type { StandInInput } from './summon-stand-in';

/** Whether a stand-in of this StatefulSet was called and not sent away again. */
export async function hasStandIn(dependencies: Dependencies, input: StandInInput): Promise<boolean> {
  const { api, settings } = podsOf(withinActivity(clusterNamed(input.cluster, dependencies)));
  const statefulSet = await getStatefulSet(api, settings.namespace, input.statefulSet);
  return statefulSet !== null && isStandInThere(statefulSet);
}
