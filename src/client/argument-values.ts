import { InvalidArgumentError } from 'commander';

/** Takes one value at a time: all that follow would swallow the name of the cluster, too. */
export function moreDays(text: string, days: readonly string[] = []): string[] {
  return [...days, ...text.split(',').map((day) => day.trim())];
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('must be a whole number of at least 1');
  return value;
}
