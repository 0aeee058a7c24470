import type { CuratorDeletion } from './curator-file';

/** What the actions delete, as words that follow "deletes". Those that differ only in the names are said in one breath. */
export function describeDeletions(deletions: readonly CuratorDeletion[]): string {
  const namesByAge = new Map<string, string[]>();
  for (const deletion of deletions) {
    const { age, names } = wordsOf(deletion);
    namesByAge.set(age, [...(namesByAge.get(age) ?? []), names]);
  }
  return [...namesByAge].map(([age, names]) => describeRule(age, names)).join(', and ');
}

const unknownRules = 'by rules that logkeep does not know';

function wordsOf({ filters }: CuratorDeletion): { age: string; names: string } {
  if (filters === null) return { age: unknownRules, names: '' };
  const words = (kind: string): string[] =>
    filters.filter((each) => each.kind === kind && each.words !== '').map((each) => each.words);
  return { age: words('age').join(' and '), names: words('pattern').join(' and ') };
}

function describeRule(age: string, names: readonly string[]): string {
  if (age === unknownRules) return `indices ${age}`;
  // Without a filter for names every index of the server is meant, not only the logs.
  if (names.includes('')) return age === '' ? 'all indices' : `all indices, whatever their names begin with, ${age}`;
  return `indices ${names.join(' or ')}${age === '' ? '' : `, ${age}`}`;
}
