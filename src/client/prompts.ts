import { ByteSize } from '../planning/byte-size';
import type { BackedUpDay } from '../workflows/days/types';
import { CommandError, exitCode } from './exit-code';

/** Whether a person is there to be asked. */
export function mayAsk(output: 'text' | 'json'): boolean {
  return output === 'text' && process.stdin.isTTY && process.stdout.isTTY;
}

/** Lets a person choose among the days. Loaded only when somebody is asked. @throws CommandError at Ctrl-C. */
export async function pickDays(cluster: string, days: readonly BackedUpDay[]): Promise<string[]> {
  const { default: checkbox } = await import('@inquirer/checkbox');
  const names = dayLines(days);
  return unlessInterrupted(
    checkbox({
      message: `Days of ${cluster} to bring back`,
      pageSize: 15,
      loop: false,
      choices: days.map(({ day, isLive }, row) => ({
        value: day,
        name: names[row] ?? day,
        short: day,
        ...(isLive ? { disabled: '(is there)' } : {}),
      })),
    }),
  );
}

/** One line for each day: where it is, and how big. */
export function dayLines(days: readonly BackedUpDay[]): string[] {
  const sizes = days.map(({ bytes }) => (bytes === undefined ? '?' : ByteSize.ofBytes(bytes).toString()));
  const widest = Math.max(0, ...sizes.map((size) => size.length));
  return days.map(({ day, snapshot }, row) => `${day}  ${(sizes[row] ?? '').padStart(widest)}  ${snapshot}`);
}

/** Asks for yes or no; Enter is no. @throws CommandError at Ctrl-C. */
export async function agrees(message: string): Promise<boolean> {
  const { default: confirm } = await import('@inquirer/confirm');
  return unlessInterrupted(confirm({ message, default: false }));
}

async function unlessInterrupted<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError')
      throw new CommandError('Interrupted: nothing was started', exitCode.interrupted);
    throw error;
  }
}
