import type { Credentials } from './credentials';
import { brokenOff, commandFailed, execRefused } from './exec-error';
import { exchange } from './exchange';
import type { ExecResult, ExecTarget } from './kubernetes';
import { runCommand } from './remote-command';
import { resourcePath } from './resource-path';

const defaultTimeout = 30_000;

/** `Kubernetes.exec`. */
export async function exec(
  credentials: Credentials,
  target: ExecTarget,
  command: readonly string[],
  timeout = defaultTimeout,
  signal?: AbortSignal,
): Promise<ExecResult> {
  const path = resourcePath({ apiVersion: 'v1', plural: 'pods' }, target.namespace, target.pod, 'exec');
  const url = credentials.url(path, queryOf(target.container, command));
  const request = `GET ${path}`;
  const outcome = await exchange(credentials, { request, timeout, signal }, (options, ended) =>
    runCommand(url, options, ended),
  );
  switch (outcome.end) {
    case 'exited':
      return { exitCode: outcome.exitCode, stdout: outcome.stdout, stderr: outcome.stderr };
    case 'failed':
      throw commandFailed(target, request, outcome.message);
    case 'lost':
      throw brokenOff(target, request, outcome.message);
    case 'refused':
      throw execRefused(target, request, outcome);
  }
}

function queryOf(container: string, command: readonly string[]): [string, string][] {
  return [['container', container], ['stdout', 'true'], ['stderr', 'true'], ...command.map(commandPart)];
}

function commandPart(part: string): [string, string] {
  return ['command', part];
}
