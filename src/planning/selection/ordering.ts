/** By name, the last first if so asked. The order that the items come in does not matter. */
export function byName<Item extends { name: string }>(items: readonly Item[], reverse: boolean): Item[] {
  const direction = reverse ? -1 : 1;
  return [...items].sort((a, b) => direction * compareText(a.name, b.name));
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
