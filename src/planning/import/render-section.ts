import { Document, isMap, isNode, isScalar } from 'yaml';
import type { Imported, Note } from './imported';

/** The section as YAML, with its notes as comments above the keys that they are about. */
export function renderSection({ clusters, notes }: Pick<Imported, 'clusters' | 'notes'>): string {
  const document = new Document({ clusters });
  for (const note of notes) comment(document, note);
  return document.toString({ lineWidth: 0 });
}

function comment(document: Document, { path, text }: Note): void {
  const parent: unknown = document.getIn(['clusters', ...path.slice(0, -1)], true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
  if (pair === undefined || !isNode(pair.key)) return;
  const before = pair.key.commentBefore;
  pair.key.commentBefore = `${before == null ? '' : `${before}\n`} ${text}`;
}
