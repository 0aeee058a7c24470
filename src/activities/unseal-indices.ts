import { IndexMissing } from '../elasticsearch/errors';
import { listIndexTraits } from '../elasticsearch/index-traits';
import { allowWrites } from '../elasticsearch/seals';
import { count } from '../planning/listing';
import { isSealed } from '../planning/live-index';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

const mostLooks = 3;

/**
 * Lets indices be written again that logkeep has sealed. What does not carry its mark was sealed by somebody else, and
 * stays.
 * @param input.except what stays sealed; all others of the cluster's pattern are unsealed.
 * @returns the clauses that say what was done; none when nothing was sealed.
 */
export async function unsealIndices(
  dependencies: Dependencies,
  input: { cluster: string; except?: string[] },
): Promise<string[]> {
  const { elasticsearch, indexPattern } = withinActivity(clusterNamed(input.cluster, dependencies));
  const { except = [] } = input;
  for (let look = 1; ; look += 1) {
    const traits = await listIndexTraits(elasticsearch, indexPattern.wildcard);
    const sealed = traits
      .filter((index) => isSealed(index) && !except.includes(index.name) && indexPattern.dayOf(index.name) !== null)
      .map(({ name }) => name);
    if (sealed.length === 0) return [];
    try {
      await allowWrites(elasticsearch, sealed);
      return [`${count(sealed.length, 'index', 'indices')} can be written again`];
    } catch (error) {
      // A cleaner deleted one between the look and the change.
      if (!(error instanceof IndexMissing) || look === mostLooks) throw error;
    }
  }
}
