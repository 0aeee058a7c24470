import { errorFromAnswer } from './error-mapping';
import { ExecFailed } from './errors';
import type { ExecFault, KubernetesError } from './errors';
import type { HttpAnswer } from './http-request';
import type { ExecTarget } from './kubernetes';
import { readStatus } from './remote-status';

/** Why the API server, or the node, did not open a connection to the container. */
export function execRefused(target: ExecTarget, request: string, { status, body }: HttpAnswer): KubernetesError {
  const says = readStatus(body).message ?? `status ${status}`;
  const failed = (fault: ExecFault, sentence: string) =>
    new ExecFailed(`${place(target)}: ${sentence}`, { request, status, message: says }, fault);
  if (status === 403) return failed('forbidden', `the right to run commands in it (pods/exec) is missing: ${says}`);
  if (status === 404) return failed('no such pod', `the pod does not exist: ${says}`);
  const fault = faultOf(says);
  // A 500 at this address is the node's, not the API server's, whatever its words.
  if (fault !== 'unknown' || status === 500) return failed(fault, sentences[fault](says));
  return errorFromAnswer(request, status, body);
}

/** Why a command that was sent to the container did not start. */
export function commandFailed(target: ExecTarget, request: string, says: string): KubernetesError {
  const fault = faultOf(says);
  return new ExecFailed(`${place(target)}: ${sentences[fault](says)}`, { request, message: says }, fault);
}

/** The connection ended before the exit code came: the command may have run, be running, or never have started. */
export function brokenOff(target: ExecTarget, request: string, why: string, cause?: unknown): KubernetesError {
  const message = `${place(target)}: the connection broke off before the command ended (${why}); look at what it has done before running it again`;
  return new ExecFailed(message, { request, message: why }, 'broken off', cause);
}

function faultOf(says: string): 'container not running' | 'command not startable' | 'unknown' {
  if (/executable file not found|no such file or directory|permission denied/i.test(says))
    return 'command not startable';
  if (/container.{0,80}not (found|running|created|valid)|not running|is waiting|has stopped|completed pod/i.test(says))
    return 'container not running';
  return 'unknown';
}

const sentences: Record<ReturnType<typeof faultOf>, (says: string) => string> = {
  'container not running': (says) => `the container does not run: ${says}; wait until it does`,
  'command not startable': (says) => `the command cannot be started in the container: ${says}`,
  unknown: (says) => `no command can be run in the container just now: ${says}`,
};

function place({ namespace, pod, container }: ExecTarget): string {
  return `Container ${container} of pod ${namespace}/${pod}`;
}
