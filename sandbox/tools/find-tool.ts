import { SandboxError } from '../sandbox-error';
import { findOnPath, isExecutable } from './find-on-path';

/**
 * A program that the sandbox needs: the one that the environment variable names, else the first of `names` on PATH.
 * Throws a SandboxError with `remedy` (how to get it) if there is none.
 */
export function findTool(variable: string, names: string[], remedy: string): string {
  const chosen = chosenTool(variable);
  if (chosen !== undefined) return chosen;
  for (const name of names) {
    const found = findOnPath(name);
    if (found !== undefined) return found;
  }
  throw new SandboxError(`${names[0]} is not on PATH; ${remedy}, or set ${variable} to its path.`);
}

/** The program that an environment variable names, or undefined if it is unset; a name that leads nowhere is an error. */
export function chosenTool(variable: string): string | undefined {
  const value = process.env[variable];
  if (!value) return undefined;
  const found = isExecutable(value) ? value : findOnPath(value);
  if (found === undefined)
    throw new SandboxError(
      `${variable} names ${value}, which is not a program that can be run; correct it or unset it.`,
    );
  return found;
}
