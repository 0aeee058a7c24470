import { Context } from '@temporalio/activity';
import { putProof, readProofs } from '../../elasticsearch/proofs';
import { countProven } from '../../planning/drill/proven-days';
import type { DrillFinding } from '../../planning/drill/proof';
import { proofAfter } from '../../planning/drill/proof';
import { ledgerIndexOf } from '../../planning/ledger';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import { savedDays } from './saved-days';

export interface RecordDrillInput {
  cluster: string;
  index: string;
  finding: DrillFinding;
  /** ISO 8601. */
  at: string;
}

/**
 * Writes down what a drill has found of an index, where it survives Temporal, and shows it in the metrics of this worker.
 * A drill may be counted twice when a worker dies in this moment.
 */
export async function recordDrill(
  dependencies: Dependencies,
  { cluster: name, index, finding, at }: RecordDrillInput,
): Promise<void> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const ledger = ledgerIndexOf(name);
  const before = (await readProofs(cluster.elasticsearch, ledger, [index])).get(index);
  await putProof(cluster.elasticsearch, ledger, proofAfter(index, before, finding, at));
  const { metrics } = dependencies.notices;
  metrics.drilled(name, finding.outcome);
  try {
    metrics.proofs(name, countProven(await savedDays(cluster)), cluster.drillOverdueAfter);
  } catch (error) {
    Context.current().log.warn('The proven days could not be counted for their metrics', { cluster: name, error });
  }
}
