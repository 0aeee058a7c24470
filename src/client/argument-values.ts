import { InvalidArgumentError } from 'commander';

/**
 * The parser of an option that may be given several times, or once with commas. Takes one value at a time: all that
 * follow would swallow the name of the cluster, too.
 */
export function moreValues(text: string, values: readonly string[] = []): string[] {
  return [...values, ...text.split(',').map((value) => value.trim())];
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('must be a whole number of at least 1');
  return value;
}
