import { TimeSpan } from '../../planning/time-span';
import { parseSpeed } from '../../planning/speed';
import { CommandError, exitCode } from '../exit-code';
import type { GlobalOptions } from '../session';
import { configOf, withSession } from '../session';
import { sendUpdate } from '../send-update';

type AdjustOptions = GlobalOptions & { speed?: string; expireAfter?: string };

/** `logkeep adjust RUN --speed 20MB --expire-after 14d`: changes a restore while it runs. */
export async function adjustCommand(workflowId: string, options: AdjustOptions): Promise<void> {
  const { speed, expireAfter } = options;
  if (speed === undefined && expireAfter === undefined)
    throw new CommandError('There is nothing to change: give --speed or --expire-after', exitCode.usage);
  if (speed !== undefined) checked('--speed', () => parseSpeed(speed));
  if (expireAfter !== undefined && expireAfter !== 'never')
    checked('--expire-after', () => TimeSpan.parse(expireAfter));
  const change = { ...(speed === undefined ? {} : { speed }), ...(expireAfter === undefined ? {} : { expireAfter }) };
  return withSession(configOf(options), options, async (session) => {
    const said = await sendUpdate(session, workflowId, 'adjust', change);
    if (session.json) session.print(JSON.stringify({ type: 'adjusted', workflowId, ...change, said }));
    else session.print(`${said}. Follow the run with: logkeep watch ${workflowId}`);
  });
}

/** Before anything is sent, so that a slip of the finger is no update in a history. */
function checked(option: string, parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    throw new CommandError(`${option}: ${error instanceof Error ? error.message : String(error)}`, exitCode.usage);
  }
}
