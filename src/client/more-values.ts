/**
 * The parser of an option that may be given several times, or once with commas. Takes one value at a time: all that
 * follow would swallow the name of the cluster, too.
 */
export function moreValues(text: string, values: readonly string[] = []): string[] {
  return [...values, ...text.split(',').map((value) => value.trim())];
}
