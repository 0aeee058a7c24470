import { Day } from '../../planning/day';
import { TimeSpan } from '../../planning/time-span';
import { chosenCluster } from '../chosen-cluster';
import { describeRestored } from '../describe-restored';
import { CommandError, exitCode } from '../exit-code';
import { look, requireWorker } from '../look';
import { operate } from '../operate';
import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';

/** Which restored indices; at least one of the two. */
interface Which {
  day?: string[];
  index?: string[];
}

/** `logkeep restored [cluster]` */
export async function restoredCommand(named: string | undefined, options: GlobalOptions): Promise<void> {
  const config = configOf(options);
  const cluster = chosenCluster(config, named);
  return withSession(config, options, async (session) => {
    await requireWorker(session);
    const result = await look(session, 'restored', { cluster });
    session.print(session.json ? JSON.stringify(result) : describeRestored(result, new Date()));
  });
}

/** `logkeep restored extend [cluster] --day … --for 7d`, `logkeep restored keep [cluster] --day …` */
export async function changeCommand(
  action: 'extend' | 'keep',
  named: string | undefined,
  options: GlobalOptions & Which & { for?: string },
): Promise<void> {
  const which = checked(options);
  const time = options.for;
  if (time !== undefined) refuseUnless('--for', [time], (text) => TimeSpan.parse(text));
  const config = configOf(options);
  const cluster = chosenCluster(config, named);
  return withSession(config, options, async (session) => {
    await requireWorker(session);
    const input = { cluster, action, ...which, ...(time === undefined ? {} : { for: time }) };
    const result = await look(session, 'restored', input);
    session.print(session.json ? JSON.stringify(result) : result.summary);
  });
}

/** `logkeep restored drop [cluster] --index …` */
export async function dropCommand(
  named: string | undefined,
  options: GlobalOptions & Which & { confirm?: string[]; detach: boolean },
): Promise<void> {
  const which = checked(options);
  const { confirm, detach } = options;
  const config = configOf(options);
  const cluster = chosenCluster(config, named);
  const input = { cluster, action: 'drop' as const, ...which, ...(confirm === undefined ? {} : { confirm }) };
  return withSession(config, options, (session) => operate(session, 'restored', input, detach));
}

/** Asked before anything is started, so that a slip of the finger does not leave a failed run behind. */
function checked({ day: days, index: indices }: Which): { days?: string[]; indices?: string[] } {
  if (days === undefined && indices === undefined)
    throw new CommandError('Say which restored indices: --day or --index', exitCode.usage);
  refuseUnless('--day', days ?? [], (text) => Day.parse(text));
  return { ...(days && { days }), ...(indices && { indices }) };
}

function refuseUnless(option: string, texts: readonly string[], parse: (text: string) => unknown): void {
  const problems = texts.flatMap((text) => {
    try {
      parse(text);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
  if (problems.length > 0) throw new CommandError(`${option}: ${problems.join('; ')}`, exitCode.usage);
}
