import { Day } from '../planning/day';
import { CommandError, exitCode } from './exit-code';

/** Asked before anything is started, so that a slip of the finger does not leave a failed run behind. */
export function checkedDays(texts: readonly string[]): string[] {
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
