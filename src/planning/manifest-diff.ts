import { OMIT_HEADERS, createPatch } from 'diff';
import { stringify } from 'yaml';
import type { Manifest } from './manifest';
import { readable } from './readable-manifest';

/**
 * What a change does to an object, for people: its kind and name, then a unified diff of its YAML. Empty when nothing
 * that a person would see is different.
 * @param before null for an object that is not there yet.
 */
export function manifestDiff(before: Manifest | null, after: Manifest): string {
  const [was, is] = [before === null ? '' : yamlOf(before), yamlOf(after)];
  if (was === is) return '';
  const title = `${after.kind}/${after.metadata.name}`;
  return `${title}\n${createPatch(title, was, is, undefined, undefined, { context: 3, headerOptions: OMIT_HEADERS })}`;
}

/** Fields by name, as kubectl writes them; a text of several lines as lines, so that one changed line is one. */
function yamlOf(manifest: Manifest): string {
  return stringify(readable(manifest), { sortMapEntries: true, blockQuote: 'literal', lineWidth: 0 });
}
