import { Blocked, IndexMissing } from '../elasticsearch/errors';
import { listIndexTraits } from '../elasticsearch/index-traits';
import { allowWrites } from '../elasticsearch/seals';
import { count, firstNames } from '../planning/listing';
import { isSealed } from '../planning/live-index';
import type { Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { eachAlone } from './each-alone';
import { withinActivity } from './within-activity';

/**
 * Lets all indices of the cluster's pattern be written again that logkeep has sealed. What does not carry its mark was
 * sealed by somebody else, and stays. So does, for now, what a full disk has blocked: its settings cannot be changed.
 * @returns the clauses that say what was done; none when nothing was sealed.
 */
export async function unsealIndices(dependencies: Dependencies, input: { cluster: string }): Promise<string[]> {
  const { elasticsearch, indexPattern } = withinActivity(clusterNamed(input.cluster, dependencies));
  const traits = await listIndexTraits(elasticsearch, indexPattern.wildcard);
  const sealed = traits.filter((index) => isSealed(index) && indexPattern.dayOf(index.name) !== null);
  const names = sealed.map(({ name }) => name);
  const refused = await eachAlone(names, (some) => allowWrites(elasticsearch, some), [IndexMissing, Blocked]);
  const present = new Set((await listIndexTraits(elasticsearch, indexPattern.wildcard)).map(({ name }) => name));
  const stuck = refused.filter(({ name }) => present.has(name));
  const done = names.length - refused.length;
  return [
    ...(done === 0 ? [] : [`${count(done, 'index', 'indices')} can be written again`]),
    ...(stuck.length === 0
      ? []
      : [
          `the next backup tries again to let ${firstNames(stuck.map(({ name }) => name))} be written (${stuck[0]?.reason ?? ''})`,
        ]),
  ];
}
