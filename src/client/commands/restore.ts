import { Day } from '../../planning/day';
import { CommandError, exitCode } from '../exit-code';
import { operate } from '../operate';
import type { GlobalOptions } from '../session';
import { chosenCluster, withSession } from '../session';

/** `logkeep restore [cluster] --day 2019-11-12 …` */
export function restoreCommand(
  cluster: string | undefined,
  options: GlobalOptions & { day: string[]; detach: boolean },
): Promise<void> {
  const days = options.day.map(checkedDay);
  return withSession(options, (session) =>
    operate(session, 'restore', { cluster: chosenCluster(session, cluster), days }, options.detach),
  );
}

/** Asked before anything is started, so that a slip of the finger does not leave a failed run behind. */
function checkedDay(text: string): string {
  try {
    return Day.parse(text).toString();
  } catch (error) {
    throw new CommandError(`--day: ${error instanceof Error ? error.message : String(error)}`, exitCode.usage);
  }
}
