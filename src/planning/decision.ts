/** What is decided about one thing, and the clause that says why. */
export interface Decision {
  name: string;
  reason: string;
}

/** Plain code-unit order: the same on every machine. */
export function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
