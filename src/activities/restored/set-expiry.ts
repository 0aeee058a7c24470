import { putMarks } from '../../elasticsearch/expiry-mark';
import { Expiry } from '../../planning/expiry';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import type { RestoredIndex } from '../restored-indices';
import { withinActivity } from '../within-activity';
import { findMarked } from './read-restored';

export interface SetExpiryInput {
  cluster: string;
  indices: RestoredIndex[];
  /** ISO 8601, or `never`. */
  expires: string;
  /** Whether it may become earlier than it is: what a person has asked to keep longer is not cut short otherwise. */
  mayShorten: boolean;
}

/** When one restored index goes: ISO 8601, or `never`. */
export interface SetExpiry {
  name: string;
  formerly: string;
  expires: string;
}

/**
 * Changes when restored indices go. Needs no lease: it is one change of an alias, and whoever deletes reads the alias
 * once more when nobody can write any more. What is gone, replaced, or has lost its mark, is not marked anew.
 * @returns those that it holds for.
 */
export async function setExpiry(dependencies: Dependencies, input: SetExpiryInput): Promise<SetExpiry[]> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const wanted = Expiry.parse(input.expires);
  const marked = await findMarked(cluster, dependencies, input.indices);
  const set = marked.map(({ traits, mark }) => {
    const expires = input.mayShorten ? wanted : mark.expires.later(wanted);
    return { index: traits, mark: { ...mark, expires }, formerly: mark.expires };
  });
  await putMarks(cluster.elasticsearch, set);
  return set.map(({ index, mark, formerly }) => ({
    name: index.name,
    formerly: formerly.toString(),
    expires: mark.expires.toString(),
  }));
}
