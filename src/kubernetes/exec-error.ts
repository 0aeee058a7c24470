import { errorFromAnswer } from './error-mapping';
import { ExecFailed } from './errors';
import type { ExecFault, KubernetesError } from './errors';
import type { HttpAnswer } from './http-request';
import type { ExecTarget } from './kubernetes';
import { readStatus } from './remote-status';

/** Why the API server, or the node, did not open a connection to the container. */
export function execRefused(target: ExecTarget, request: string, { status, body }: HttpAnswer): KubernetesError {
  const says = readStatus(body).message ?? `status ${status}`;
  const facts = { request, status, message: says };
  if (status === 403) return execFailed(target, facts, 'forbidden');
  if (status === 404) return execFailed(target, facts, 'no such pod');
  const fault = faultOf(says);
  // A 500 at this address is the node's, not the API server's, whatever its words.
  if (fault !== 'unknown' || status === 500) return execFailed(target, facts, fault);
  return errorFromAnswer(request, status, body);
}

/** Why a command that was sent to the container did not start. */
export function commandFailed(target: ExecTarget, request: string, says: string): KubernetesError {
  return execFailed(target, { request, message: says }, faultOf(says));
}

/** The connection ended before the exit code came: the command may have run, be running, or never have started. */
export function brokenOff(target: ExecTarget, request: string, why: string): KubernetesError {
  return execFailed(target, { request, message: why }, 'broken off');
}

/** In the words of containerd, Docker and CRI-O, which all end in those of the operating system. */
function faultOf(says: string): ExecFault {
  if (/is not valid for pod/.test(says)) return 'no such container';
  if (/executable file not found|no such file or directory|permission denied/i.test(says))
    return 'command not startable';
  if (/container.{0,80}not (found|running|created)|not running|does not have a host assigned|completed pod/i.test(says))
    return 'container not running';
  return 'unknown';
}

const sentences: Record<ExecFault, [what: string, remedy: string]> = {
  forbidden: ["logkeep's account may not run commands in it", 'grant it get and create on pods/exec'],
  'no such pod': ['the pod does not exist', 'look for its successor'],
  'no such container': ['the pod has no container of that name', 'correct kubernetes.container in logkeep.yaml'],
  'container not running': ['the container does not run', 'wait until it does'],
  'command not startable': ['the command cannot be started in it', 'look whether the image has it'],
  'broken off': [
    'the connection broke off before the command ended',
    'look at what it has done before running it again',
  ],
  unknown: ['no command can be run in it just now', 'look at its node'],
};

function execFailed(target: ExecTarget, facts: { request: string; message: string }, fault: ExecFault): ExecFailed {
  const [what, remedy] = sentences[fault];
  const { namespace, pod, container } = target;
  const message = `Container ${container} of pod ${namespace}/${pod}: ${what} (${facts.message}); ${remedy}`;
  return new ExecFailed(message, facts, fault);
}
