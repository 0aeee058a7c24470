import { errorFromAnswer } from '../../src/kubernetes/error-mapping';
import * as kinds from '../../src/kubernetes/errors';
import type { KubernetesError } from '../../src/kubernetes/errors';

/** The body of a Status as Kubernetes 1.34.3 writes it. */
function status(reason: string, message: string, causes?: object[]): string {
  const details = causes === undefined ? {} : { details: { causes } };
  return JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    reason,
    message,
    ...details,
  });
}

type Kind = abstract new (...args: never[]) => KubernetesError;

const uidCause = {
  reason: 'FieldValueInvalid',
  message: 'Invalid value: "1111": field is immutable',
  field: 'metadata.uid',
};
const uidInRecord =
  'Operation cannot be fulfilled on ConfigMap "one": the UID in the precondition (1111) does not match the UID in record (70ae). The object might have been deleted and then recreated';
const uidOfPod =
  'Operation cannot be fulfilled on Pod "p": Precondition failed: UID in precondition: 1111, UID in object meta: f89a';
const noUid =
  'Operation cannot be fulfilled on configmaps "two": uid mismatch: the provided object specified uid 1111, and no existing object was found';
const changed =
  'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again';
const noRight =
  'pods "nope" is forbidden: User "jane" cannot get resource "pods" in API group "" in the namespace "logs"';
const anonymous =
  'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope';
const terminating =
  'configmaps "v" is forbidden: unable to create new content in namespace logs because it is being terminated';
const webhookDown =
  'Internal error occurred: failed calling webhook "guard.logkeep.test": failed to call webhook: Post "https://127.0.0.1:9/validate?timeout=2s": dial tcp 127.0.0.1:9: connect: connection refused';

test.each<[Kind, boolean, number, string]>([
  [kinds.Unauthenticated, false, 401, status('Unauthorized', 'Unauthorized')],
  [kinds.Unauthenticated, false, 403, status('Forbidden', anonymous)],
  [kinds.Forbidden, false, 403, status('Forbidden', noRight)],
  [kinds.BeingDeleted, true, 403, status('Forbidden', terminating, [{ reason: 'NamespaceTerminating' }])],
  [kinds.NotFound, false, 404, status('NotFound', 'pods "nope" not found')],
  [kinds.NotFound, false, 404, '404 page not found\n'],
  [kinds.AlreadyExists, false, 409, status('AlreadyExists', 'configmaps "one" already exists')],
  [kinds.BeingDeleted, true, 409, status('AlreadyExists', 'object is being deleted: configmaps "one" already exists')],
  [kinds.Conflict, false, 409, status('Conflict', changed)],
  [kinds.UidMismatch, false, 409, status('Conflict', uidInRecord)],
  [kinds.UidMismatch, false, 409, status('Conflict', uidOfPod)],
  [kinds.UidMismatch, false, 409, status('Conflict', noUid)],
  [kinds.UidMismatch, false, 422, status('Invalid', 'ConfigMap "one" is invalid: metadata.uid: …', [uidCause])],
  [kinds.Invalid, false, 422, status('Invalid', 'StatefulSet.apps "es" is invalid: spec: Forbidden: updates to …', [])],
  [kinds.UnsupportedPatch, false, 415, status('UnsupportedMediaType', '415: Unsupported Media Type')],
  [kinds.Rejected, false, 400, status('BadRequest', 'container nope is not valid for pod c')],
  [kinds.Rejected, false, 405, ''],
  [kinds.ApiServerUnavailable, true, 429, 'Too many requests, please try again later.\n'],
  [kinds.ApiServerUnavailable, true, 500, status('InternalError', 'etcdserver: leader changed')],
  [kinds.ApiServerUnavailable, true, 500, status('InternalError', 'etcdserver: request timed out')],
  [kinds.ApiServerUnavailable, true, 500, status('InternalError', webhookDown)],
  [kinds.ApiServerUnavailable, true, 503, 'apiserver is shutting down'],
  [
    kinds.ApiServerUnavailable,
    true,
    504,
    status('Timeout', 'Timeout: request did not complete within requested timeout'),
  ],
  [kinds.ApiServerFault, true, 500, status('InternalError', 'Internal error occurred: something new')],
  [kinds.ApiServerFault, true, 502, '<html><body><h1>502 Bad Gateway</h1></body></html>'],
])('%p (retryable: %p) is what %i means with the body %j', (kind, retryable, code, body) => {
  const error = errorFromAnswer('GET /api/v1/pods', code, body);
  expect(error).toBeInstanceOf(kind);
  expect(error.name).toBe(kind.name);
  expect(error.retryable).toBe(retryable);
  expect(error.facts).toMatchObject({ request: 'GET /api/v1/pods', status: code });
});

test.each<[kinds.AdmissionGate, number, string, string]>([
  [
    'quota',
    403,
    'Forbidden',
    'persistentvolumeclaims "c" is forbidden: exceeded quota: q, requested: requests.storage=5Gi, used: requests.storage=0, limited: requests.storage=1Gi',
  ],
  ['quota', 403, 'Forbidden', 'pods "q" is forbidden: failed quota: q: must specify limits.cpu for: main'],
  ['limit range', 403, 'Forbidden', 'pods "l" is forbidden: maximum cpu usage per Container is 100m, but limit is 2'],
  [
    'pod security',
    403,
    'Forbidden',
    'pods "l" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true (pod or container "main" must set securityContext.runAsNonRoot=true)',
  ],
  [
    'pod security',
    403,
    'Forbidden',
    'pods "l" is forbidden: unable to validate against any pod security policy: [spec.initContainers[0].securityContext.privileged: Invalid value: true]',
  ],
  [
    'policy',
    422,
    'Invalid',
    "configmaps \"v\" is forbidden: ValidatingAdmissionPolicy 'guard' with binding 'guard' denied request: no config maps here",
  ],
  ['webhook', 400, 'BadRequest', 'admission webhook "guard.logkeep.test" denied the request: no backup volumes'],
  ['webhook', 403, 'Forbidden', 'admission webhook "guard.logkeep.test" denied the request: no backup volumes'],
  ['unknown', 403, 'Forbidden', 'pods "p" is forbidden: this node may only run system pods'],
])('a refusal by %s, with %i, is told apart from a missing right', (gate, code, reason, words) => {
  const error = errorFromAnswer('POST /api/v1/pods', code, status(reason, words));
  expect(error).toBeInstanceOf(kinds.AdmissionDenied);
  expect(error).toMatchObject({ gate, retryable: false });
  expect(error.message).toContain(words);
});

test('a conflict of field managers names who owns what', () => {
  const causes = [
    { reason: 'FieldManagerConflict', message: 'conflict with "helm" using v1', field: '.data.elasticsearch.yml' },
    { reason: 'FieldManagerConflict', message: 'conflict with "argocd" using v1', field: '.data.other' },
    { reason: 'FieldManagerConflict', message: 'conflict with "helm" using v1', field: '.data.other' },
  ];
  const error = errorFromAnswer('PATCH /x', 409, status('Conflict', 'Apply failed with 3 conflicts: …', causes));
  expect(error).toBeInstanceOf(kinds.FieldConflict);
  expect(error).toMatchObject({ managers: ['argocd', 'helm'], fields: ['.data.elasticsearch.yml', '.data.other'] });
  expect(error.message).toBe(
    'The owner of .data.elasticsearch.yml, .data.other is argocd, helm, so logkeep does not change it: change it there, or end that ownership',
  );
});

test.each([
  [
    404,
    status('NotFound', 'pods "x" not found'),
    'The object does not exist: pods "x" not found; check its name and namespace',
  ],
  [
    403,
    status('Forbidden', noRight),
    `logkeep's account lacks a right: ${noRight}; grant it with a role and a binding`,
  ],
  [
    500,
    status('InternalError', webhookDown),
    `The admission webhook guard.logkeep.test does not answer, and the API server accepts nothing without it: ${webhookDown.slice(25)}; see that its pods run`,
  ],
  [502, '<html><h1>502  Bad\nGateway</h1></html>', 'GET /x failed in the API server: 502 Bad Gateway; see its log'],
  [503, '', 'The API server cannot do it just now (503): status 503; try again later'],
])('the sentence for %i says what, why and what to do', (code, body, sentence) => {
  expect(errorFromAnswer('GET /x', code, body).message).toBe(sentence);
});

test('a page of a proxy does not fill the history of a workflow', () => {
  expect(errorFromAnswer('GET /x', 502, `<html>${'word '.repeat(10_000)}</html>`).message.length).toBeLessThan(1_200);
});
