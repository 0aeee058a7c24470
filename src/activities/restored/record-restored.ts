import { putMarks } from '../../elasticsearch/expiry-mark';
import { Expiry } from '../../planning/expiry';
import { readMark } from '../../planning/restored-mark';
import type { RestoredMark } from '../../planning/restored-mark';
import type { Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import type { MarkRestoredInput } from './mark-restored';
import { presentOf } from './present-of';
import { tellContents } from './told-contents';

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
  { indices, expires, formerly, cluster: name, run }: RecordRestoredInput,
): Promise<{ name: string; expires: string }[]> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const present = await presentOf(cluster, indices);
  const told = await tellContents(
    cluster,
    present.map(({ traits: { name: index }, snapshot }) => ({ name: index, snapshot })),
    true,
  );
  const markings = present.map(({ traits, snapshot, index }) => {
    const found = readMark(traits);
    // A second attempt must not take for restored what was written after the first.
    const content = found?.content ?? told.get(traits.name);
    const from = { cluster: name, run, snapshot, index };
    return { index: traits, mark: { expires: chosen(found, expires, formerly), from, ...(content && { content }) } };
  });
  await putMarks(cluster.elasticsearch, markings);
  return markings.map(({ index: { name: marked }, mark }) => ({ name: marked, expires: mark.expires.toString() }));
}

function chosen(found: RestoredMark | null, expires: string, formerly: string): Expiry {
  const wanted = Expiry.parse(expires);
  if (found === null || found.expires.toString() === Expiry.parse(formerly).toString()) return wanted;
  return found.expires.later(wanted);
}
