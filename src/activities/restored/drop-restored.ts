import { activityInfo } from '@temporalio/activity';
import { judgeDrop } from '../../planning/expiry-verdict';
import type { ExpiryDecision, RestoredNow } from '../../planning/expiry-verdict';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { Refused } from '../failure';
import type { RestoredIndex } from '../restored-indices';
import { withinActivity } from '../within-activity';
import { deleteBlocked } from './delete-blocked';
import { findMarked, lookAtRestored } from './read-restored';

export interface DropRestoredInput {
  cluster: string;
  indices: RestoredIndex[];
  /** The names of those that may go although they were written to. */
  confirmed: string[];
}

/**
 * Deletes restored indices before their time, by the same proofs as an expiry; all of them or none.
 * @throws Refused with every reason at once.
 */
export async function dropRestored(
  dependencies: Dependencies,
  { cluster: name, indices, confirmed }: DropRestoredInput,
): Promise<string[]> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const judge = (index: RestoredNow): ExpiryDecision => {
    const decision = judgeDrop(index);
    return decision.verdict === 'written' && confirmed.includes(index.traits.name)
      ? { verdict: 'goes', reason: 'its deletion was confirmed' }
      : decision;
  };
  const marked = await findMarked(cluster, dependencies, indices);
  const isThere = new Set(marked.map(({ traits }) => traits.name));
  const missing = indices.filter((index) => !isThere.has(index.name)).map((index) => index.name);
  // A first attempt may have deleted them.
  if (missing.length > 0 && activityInfo().attempt === 1)
    refuse(missing.map((index) => `${index} is gone, or no restored index any more`));
  const judged = (await lookAtRestored(cluster, marked)).map((index) => ({ index: index.traits, ...judge(index) }));
  refuse(
    judged.filter(({ verdict }) => verdict !== 'goes').map(({ index, ...decision }) => objection(index.name, decision)),
  );
  const { deleted, left } = await deleteBlocked(
    cluster,
    dependencies,
    judged.map(({ index: { name: index, uuid } }) => ({ name: index, uuid })),
    judge,
    missing,
  );
  refuse(
    left.map((index) => objection(index.name, index)),
    deleted,
  );
  return deleted;
}

function objection(name: string, { verdict, reason }: ExpiryDecision): string {
  return `${name}: ${reason}${verdict === 'written' ? `; to delete it all the same, confirm ${name}` : ''}`;
}

function refuse(problems: readonly string[], deleted: readonly string[] = []): void {
  if (problems.length === 0) return;
  throw new Refused(deleted.length === 0 ? 'Nothing was deleted' : `Only ${deleted.join(', ')} was deleted`, problems);
}
