import type { Rename } from './renaming';

/** What a restore request says of names; Java's regular expressions, which are not those that a person wrote. */
export interface RenameRequest {
  pattern: string;
  replacement: string;
}

/**
 * Splits indices so that one request can give each group its new names whatever Java makes of a pattern: those that
 * get the same letters around their names together, any other alone. Keeps their order.
 */
export function groupByRename<R extends Rename>(indices: readonly R[]): R[][] {
  const groups = new Map<string, R[]>();
  for (const rename of indices) {
    const around = aroundName(rename);
    const key = around === null ? `alone ${rename.index}` : JSON.stringify(around);
    groups.set(key, [...(groups.get(key) ?? []), rename]);
  }
  return [...groups.values()];
}

/** The request for one such group; undefined where the indices keep their names. */
export function renameRequest(group: readonly Rename[]): RenameRequest | undefined {
  const [first] = group;
  if (first === undefined || group.every(({ index, as }) => index === as)) return undefined;
  const around = aroundName(first);
  const shared =
    around !== null && group.every((rename) => JSON.stringify(aroundName(rename)) === JSON.stringify(around));
  // `^.+$` and not `.+`: Java's replaceAll would find the empty rest of the name once more.
  if (shared) return { pattern: '^(.+)$', replacement: `${literal(around.before)}$1${literal(around.after)}` };
  if (group.length > 1) throw new Error(`${first.index} and others cannot be renamed by one request`);
  return { pattern: '^.+$', replacement: literal(first.as) };
}

function aroundName({ index, as }: Rename): { before: string; after: string } | null {
  const at = as.indexOf(index);
  return at < 0 ? null : { before: as.slice(0, at), after: as.slice(at + index.length) };
}

/** Java's Matcher.quoteReplacement. */
function literal(text: string): string {
  return text.replace(/[\\$]/g, (character) => `\\${character}`);
}
