import type { Command } from 'commander';
import { ConfigError } from '../config/problem';
import { CommandError, exitCode } from './exit-code';

/**
 * Runs the command line and sets the exit code. What a person can mend is one sentence; anything else is a fault of
 * logkeep and shows its stack.
 * @param parserCode the parser's own exit code when the error is one of its (help and version are 0), else undefined.
 */
export async function runCommand(
  program: Command,
  argv: readonly string[],
  parserCode: (error: unknown) => number | undefined,
): Promise<void> {
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    // The parser has already printed its message.
    const code = parserCode(error);
    process.exitCode =
      code === undefined
        ? report(error, program.opts<{ output?: string }>().output === 'json')
        : code === 0
          ? exitCode.done
          : exitCode.usage;
  }
}

function report(error: unknown, json: boolean): number {
  const expected = error instanceof CommandError || error instanceof ConfigError;
  const message = error instanceof Error ? error.message : String(error);
  const code =
    error instanceof CommandError ? error.code : error instanceof ConfigError ? exitCode.usage : exitCode.failed;
  if (json) process.stdout.write(`${JSON.stringify({ type: 'error', message, code })}\n`);
  process.stderr.write(`logkeep: ${expected || !(error instanceof Error) ? message : (error.stack ?? message)}\n`);
  return code;
}
