import { asFullDisk } from '../downloads/disk-space';
import { SandboxError } from '../sandbox-error';
import { runCommand } from '../tools/run-command';

export interface Step {
  command: string;
  args: string[];
  cwd?: string;
  environment?: NodeJS.ProcessEnv;
}

/** Runs a program and returns its output; a failure is a SandboxError that says what could not be done, and why. */
export async function runOrFail(what: string, { command, args, ...options }: Step): Promise<string> {
  const { code, output } = await runCommand(command, args, options);
  if (code === 0) return output;
  throw (
    asFullDisk(output, options.cwd ?? '/') ??
    new SandboxError(`${what} failed, because ${command} said: ${output.trim().slice(-600)}; mend that and run again.`)
  );
}
