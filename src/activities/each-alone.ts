import type { Decision } from '../planning/decision';

/**
 * Changes many things with one request, and where that is refused for one of them, one after the other: a server
 * refuses the whole list for a single name.
 * @param refusals the kinds of errors that concern a single name; any other is passed on.
 * @returns those that were refused, with the server's words.
 */
export async function eachAlone(
  names: readonly string[],
  change: (names: readonly string[]) => Promise<unknown>,
  refusals: readonly (abstract new (...args: never[]) => Error)[],
): Promise<Decision[]> {
  if (names.length === 0) return [];
  try {
    await change(names);
    return [];
  } catch (error) {
    if (!(error instanceof Error) || !refusals.some((kind) => error instanceof kind)) throw error;
    const [only] = names;
    if (names.length === 1 && only !== undefined) return [{ name: only, reason: error.message }];
  }
  const refused: Decision[] = [];
  for (const name of names) refused.push(...(await eachAlone([name], change, refusals)));
  return refused;
}
