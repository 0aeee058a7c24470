import { putMarks } from '../../elasticsearch/expiry-mark';
import { readContents } from '../../elasticsearch/index-contents';
import { readWrites } from '../../elasticsearch/index-writes';
import { listIndexTraits } from '../../elasticsearch/index-traits';
import { getPrimaryRecoveries } from '../../elasticsearch/recovery';
import { Expiry } from '../../planning/expiry';
import type { IndexTraits } from '../../planning/live-index';
import { contentAtRestore } from '../../planning/restored-content';
import { readMark } from '../../planning/restored-mark';
import type { RestoredFrom, RestoredMark } from '../../planning/restored-mark';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import type { RestoredIndex } from '../restored-indices';
import { withinActivity } from '../within-activity';

/** A restored index, and its name in the snapshot. */
export type MarkedIndex = RestoredIndex & { index: string };

export interface MarkRestoredInput extends Omit<RestoredFrom, 'index'> {
  indices: MarkedIndex[];
  /** ISO 8601, or `never`. */
  expires: string;
}

/**
 * Marks what a restore has just created, before the data is there: a run that is terminated later leaves no old day
 * behind that a cleanup would take for its own, and none that nobody ever removes. Indices with a mark keep it.
 */
export async function markRestored(dependencies: Dependencies, input: MarkRestoredInput): Promise<void> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  await markAccepted(cluster, input);
}

/** The same within the activity that starts the restore. */
export async function markAccepted(
  cluster: Cluster,
  { indices, expires, ...origin }: MarkRestoredInput,
): Promise<void> {
  const unmarked = (await presentOf(cluster, indices)).filter(({ traits }) => readMark(traits) === null);
  const markings = unmarked.map(({ traits, index }) => ({
    index: traits,
    mark: { expires: Expiry.parse(expires), from: { ...origin, index } },
  }));
  await putMarks(cluster.elasticsearch, markings);
}

export interface RecordRestoredInput extends MarkRestoredInput {
  /** What this run has marked them with before. Who has changed that meanwhile has the word, if it is the later time. */
  formerly: string;
}

/**
 * Notes what indices hold now that their restore is complete, so that what is written to them from now on can be told,
 * and from when on they may go.
 * @returns when each goes, ISO 8601 or `never`; those that are gone or replaced are missing.
 */
export async function recordRestored(
  dependencies: Dependencies,
  { indices, expires, formerly, ...origin }: RecordRestoredInput,
): Promise<{ name: string; expires: string }[]> {
  const cluster = withinActivity(clusterNamed(origin.cluster, dependencies));
  const { elasticsearch } = cluster;
  const present = await presentOf(cluster, indices);
  const names = present.map(({ traits }) => traits.name);
  const contents = await readContents(elasticsearch, names);
  const writes = await readWrites(elasticsearch, names);
  const recoveries = await getPrimaryRecoveries(elasticsearch, names);
  const markings = present.map(({ traits, index }) => {
    const found = readMark(traits);
    const content = contents.get(traits.name);
    const counted = writes.get(traits.name);
    const own = recoveries.filter((shard) => shard.index === traits.name);
    const told =
      // A second attempt must not take for restored what was written after the first.
      found?.content ??
      (content && counted !== undefined
        ? contentAtRestore({ content, writes: counted, recoveries: own }, origin.snapshot, true)
        : null);
    const mark: RestoredMark = { expires: chosen(found, expires, formerly), from: { ...origin, index } };
    return { index: traits, mark: told === null ? mark : { ...mark, content: told } };
  });
  await putMarks(elasticsearch, markings);
  return markings.map(({ index, mark }) => ({ name: index.name, expires: mark.expires.toString() }));
}

function chosen(found: RestoredMark | null, expires: string, formerly: string): Expiry {
  const wanted = Expiry.parse(expires);
  if (found === null || found.expires.toString() === Expiry.parse(formerly).toString()) return wanted;
  return found.expires.later(wanted);
}

/** Those that are there under the same identity. Many days come with one look; names that a restore changed one by one. */
async function presentOf(
  { elasticsearch, indexPattern }: Cluster,
  indices: readonly MarkedIndex[],
): Promise<{ traits: IndexTraits; index: string }[]> {
  const found = new Map<string, IndexTraits>();
  for (const traits of await listIndexTraits(elasticsearch, indexPattern.wildcard)) found.set(traits.name, traits);
  const others = indices.filter(({ name }) => !found.has(name));
  for (const { name } of others)
    for (const traits of await listIndexTraits(elasticsearch, name)) found.set(traits.name, traits);
  return indices.flatMap(({ name, uuid, index }) => {
    const traits = found.get(name);
    return traits?.uuid === uuid ? [{ traits, index }] : [];
  });
}
