import type { Check } from './restore-plan';

export interface Sorted {
  /** Why the restore is refused, one sentence each, with the name that overrules it. */
  objections: string[];
  /** What is only told; among it what was overruled. */
  warnings: string[];
}

/** Sorts what was found by whether the operator has overruled it. */
export function sortChecks(checks: readonly Check[], force: readonly string[]): Sorted {
  const isObjection = ({ name, level }: Check) => level === 'fatal' && !force.includes(name);
  return {
    objections: checks
      .filter(isObjection)
      .map(({ name, sentence }) => `${sentence} ["force": ["${name}"] overrules it]`),
    warnings: checks
      .filter((check) => !isObjection(check))
      .map(({ name, level, sentence }) => (level === 'fatal' ? `overruled (${name}): ${sentence}` : sentence)),
  };
}
