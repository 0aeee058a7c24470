import { InvalidArgumentError } from 'commander';

/**
 * The parser of an option that may be given several times, or once with commas. Takes one value at a time: all that
 * follow would swallow the name of the cluster, too.
 */
export function moreValues(text: string, values: readonly string[] = []): string[] {
  return [...values, ...text.split(',').map((value) => value.trim())];
}

/** Of digits alone: an empty text, as of a variable that is not set, is no 0. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('must be a whole number');
  return Number(text);
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('must be a whole number of at least 1');
  return value;
}
