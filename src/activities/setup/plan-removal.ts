import { planRemoval as decide } from '../../planning/removal-plan';
import type { RemovalPlan } from '../../planning/removal-plan';
import type { SetupWish } from '../../planning/setup-wish';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import { gatherFacts } from './gather-facts';

/** Looks at everything and decides what taking the setup out again has to do. Changes nothing. */
export async function planRemoval(
  dependencies: Dependencies,
  { cluster: name, wish }: { cluster: string; wish: SetupWish },
): Promise<RemovalPlan> {
  return decide(await gatherFacts(withinActivity(clusterNamed(name, dependencies)), wish.mode), wish);
}
