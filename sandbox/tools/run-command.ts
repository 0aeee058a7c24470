import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Null if it could not be started at all, for example because it does not exist. */
  code: number | null;
  /** Standard output and error, as they came. */
  output: string;
}

/** Runs a program to its end and never throws: a program that cannot be started has the code null. */
export function runCommand(
  command: string,
  args: string[],
  options: { cwd?: string; environment?: NodeJS.ProcessEnv; timeoutMs?: number } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
    });
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
