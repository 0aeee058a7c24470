import { Script, createContext } from 'node:vm';
import { renameAll } from '../../planning/restore/renaming';
import type { Rename, Renaming } from '../../planning/restore/renaming';
import { Refused } from '../failure';

/** Names are short and few; what takes longer goes through every way of reading one. */
const longest = 1_000;

/**
 * The new name of each index. A pattern that a person wrote may take years (`^(a+)+$`), and the worker's other work
 * would stand still for them: V8 looks at the limit also inside of a regular expression.
 * @throws Refused when it takes longer than a second.
 */
export function renameWithinTime(indices: readonly string[], renaming: Renaming): Rename[] {
  const context = createContext({ work: () => renameAll(indices, renaming) });
  try {
    return new Script('work()').runInContext(context, { timeout: longest }) as Rename[];
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new Refused('The indices cannot be renamed', [
      `into.pattern "${renaming.pattern ?? ''}" takes for ever on these names: write it without a repetition within a repetition`,
    ]);
  }
}

/** Told by its code: the script's Error need not be of this realm. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
