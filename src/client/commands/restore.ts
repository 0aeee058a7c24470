import { Day } from '../../planning/day';
import { chosenCluster } from '../chosen-cluster';
import { CommandError, exitCode } from '../exit-code';
import { operate } from '../operate';
import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';

/** `logkeep restore [cluster] --day 2019-11-12 …` */
export async function restoreCommand(
  named: string | undefined,
  options: GlobalOptions & { day: string[]; detach: boolean },
): Promise<void> {
  const days = checkedDays(options.day);
  const config = configOf(options);
  const cluster = chosenCluster(config, named);
  return withSession(config, options, (session) => operate(session, 'restore', { cluster, days }, options.detach));
}

/** Asked before anything is started, so that a slip of the finger does not leave a failed run behind. */
function checkedDays(texts: readonly string[]): string[] {
  const problems = texts.flatMap(problemWith);
  if (problems.length > 0) throw new CommandError(`--day: ${problems.join('; ')}`, exitCode.usage);
  return [...new Set(texts)];
}

function problemWith(text: string): string[] {
  try {
    Day.parse(text);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
