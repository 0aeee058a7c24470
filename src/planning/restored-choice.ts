/** A restored index as it can be asked for. */
export interface NamedRestored {
  name: string;
  /** `YYYY-MM-DD`. */
  day?: string;
}

/**
 * The restored indices that were asked for, by day or by their full names, in the order of the list. Also what was
 * asked for and is not there, a sentence each.
 */
export function chooseRestored<T extends NamedRestored>(
  restored: readonly T[],
  { days, indices }: { days: readonly string[]; indices: readonly string[] },
): { found: T[]; problems: string[] } {
  const found = restored.filter(({ name, day }) => indices.includes(name) || (day !== undefined && days.includes(day)));
  const problems = [
    ...days.filter((day) => !restored.some((row) => row.day === day)).map((day) => `no restored index is of ${day}`),
    ...indices
      .filter((index) => !restored.some(({ name }) => name === index))
      .map((index) => `${index} is no restored index`),
  ];
  return { found, problems };
}
