import { errorFromAnswer } from '../../src/kubernetes/error-mapping';
import { ApiServerUnavailable, ExecFailed } from '../../src/kubernetes/errors';
import type { ExecFault } from '../../src/kubernetes/errors';
import { brokenOff, commandFailed, execRefused } from '../../src/kubernetes/exec-error';

const target = { namespace: 'logs', pod: 'es-0', container: 'elasticsearch' };
const request = 'GET /api/v1/namespaces/logs/pods/es-0/exec';
const place = 'Container elasticsearch of pod logs/es-0';

const body = (message: string) => JSON.stringify({ kind: 'Status', status: 'Failure', message });
const refused = (status: number, message: string) =>
  execRefused(target, request, { status, contentType: 'application/json', body: body(message) });

// As Kubernetes 1.34.3 with containerd says it, then Docker's and CRI-O's words.
test.each<[ExecFault, boolean, number, string]>([
  ['forbidden', false, 403, 'pods "es-0" is forbidden: User "jane" cannot get resource "pods/exec" in API group ""'],
  ['no such pod', false, 404, 'pods "es-0" not found'],
  ['no such container', false, 400, 'container elasticsearch is not valid for pod es-0'],
  ['container not running', true, 500, 'unable to upgrade connection: container not found ("elasticsearch")'],
  ['container not running', true, 400, 'pod es-0 does not have a host assigned'],
  ['container not running', true, 400, 'cannot exec into a container in a completed pod; current phase is Failed'],
  ['container not running', true, 500, 'Container 0a1b2c is not running'],
  ['unknown', true, 500, 'error dialing backend: dial tcp 10.0.0.7:10250: connect: connection refused'],
])('%s (retryable: %p) is what %i means with "%s"', (fault, retryable, status, message) => {
  const error = refused(status, message);
  expect(error).toBeInstanceOf(ExecFailed);
  expect(error).toMatchObject({ fault, retryable });
  expect(error.message.startsWith(`${place}: `)).toBe(true);
  expect(error.message).toContain(message);
});

test('an API server that is busy is no fault of the container', () => {
  expect(refused(503, 'apiserver is shutting down')).toBeInstanceOf(ApiServerUnavailable);
  expect(refused(503, 'x').message).toBe(errorFromAnswer(request, 503, body('x')).message);
});

test.each([
  [
    'Internal error occurred: error executing command in container: OCI runtime exec failed: exec: "nope": executable file not found in $PATH: unknown',
    'command not startable',
  ],
  ['OCI runtime exec failed: exec: "/x.sh": permission denied: unknown', 'command not startable'],
  ['failed to exec in container: container 0a1b is not running', 'container not running'],
  ['something new', 'unknown'],
])('a command that was taken and not started: %s', (message, fault) => {
  expect(commandFailed(target, request, message)).toMatchObject({ fault });
});

test('a connection that breaks off leaves open what the command has done', () => {
  const error = brokenOff(target, request, 'closed with code 1006');
  expect(error).toMatchObject({ fault: 'broken off', retryable: true });
  expect(error.message).toBe(
    `${place}: the connection broke off before the command ended (closed with code 1006); look at what it has done before running it again`,
  );
});
