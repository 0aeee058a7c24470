import { admissionError, unknownAdmissionError } from './admission-error';
import * as kinds from './errors';
import type { ErrorFacts, KubernetesError } from './errors';
import { readStatus } from './remote-status';
import type { RemoteStatus } from './remote-status';

interface Refusal {
  facts: ErrorFacts;
  status: RemoteStatus;
  says: string;
}

/** Turns an answer that is not a success into the one class that says what it means. */
export function errorFromAnswer(request: string, httpStatus: number, body: string): KubernetesError {
  const status = readStatus(body);
  const facts = {
    request,
    status: httpStatus,
    ...(status.reason === undefined ? {} : { reason: status.reason }),
    ...(status.message === undefined ? {} : { message: status.message }),
  };
  const refusal = { facts, status, says: status.message ?? status.reason ?? `status ${httpStatus}` };
  return admissionError(facts, refusal.says) ?? byStatus[httpStatus]?.(refusal) ?? other(refusal);
}

const byStatus: Record<number, (refusal: Refusal) => KubernetesError> = {
  401: ({ facts }) =>
    new kinds.Unauthenticated(
      'The API server does not accept the credentials (401): renew the token or certificate of the kubeconfig',
      facts,
    ),
  403: fromForbidden,
  404: ({ facts, says }) =>
    new kinds.NotFound(`The object does not exist: ${says}; check its name and namespace`, facts),
  409: fromConflict,
  415: ({ facts, says }) =>
    new kinds.UnsupportedPatch(
      `The API server does not know this kind of patch (server-side apply needs Kubernetes 1.16): ${says}`,
      facts,
    ),
  422: fromInvalid,
  429: unavailable,
  503: unavailable,
  504: ({ facts, says }) =>
    new kinds.ApiServerUnavailable(
      `The API server did not finish ${facts.request} in time (${says}); its state has to be read before trying again`,
      facts,
    ),
};

function other(refusal: Refusal): KubernetesError {
  const { facts, says } = refusal;
  if ((facts.status ?? 0) < 500) return new kinds.Rejected(`${facts.request} was refused: ${says}`, facts);
  const webhook = /failed calling webhook "?([^":]+)/.exec(says)?.[1];
  if (webhook !== undefined) {
    const message = `The admission webhook ${webhook} does not answer, and the API server accepts nothing without it: ${says}; see that its pods run`;
    return new kinds.ApiServerUnavailable(message, facts);
  }
  // What etcd says while it elects a leader or starts comes through as a plain 500.
  if (/etcdserver|leader changed|context deadline exceeded|code = Unavailable/i.test(says)) return unavailable(refusal);
  return new kinds.ApiServerFault(`${facts.request} failed in the API server: ${says}; see its log`, facts);
}

function fromForbidden({ facts, status, says }: Refusal): KubernetesError {
  if (status.causes.some(({ reason }) => reason === 'NamespaceTerminating')) {
    return new kinds.BeingDeleted(`The namespace is being deleted: ${says}; wait until it is gone`, facts);
  }
  if (says.includes('User "system:anonymous"')) {
    const message = `The kubeconfig holds no credentials, so the API server does not know who asks: ${says}; add them`;
    return new kinds.Unauthenticated(message, facts);
  }
  if (lacksRight(says)) {
    const message = `logkeep's account lacks a right: ${says}; grant it with a role and a binding`;
    return new kinds.Forbidden(message, facts);
  }
  return unknownAdmissionError(facts, says);
}

/** The words in which the API server says that an account lacks a right. */
export function lacksRight(says: string): boolean {
  return /User "[^"]*" cannot /.test(says);
}

function fromConflict({ facts, status, says }: Refusal): KubernetesError {
  const owned = status.causes.filter(({ reason }) => reason === 'FieldManagerConflict');
  if (owned.length > 0) return fieldConflict(owned, facts);
  if (/object is being deleted/.test(says)) {
    return new kinds.BeingDeleted(
      `An object of that name is still being deleted: ${says}; wait until it is gone`,
      facts,
    );
  }
  if (facts.reason === 'AlreadyExists') {
    return new kinds.AlreadyExists(`An object of that name exists: ${says}; look at it first`, facts);
  }
  if (/\bUID\b|uid mismatch/.test(says)) return uidMismatch(facts, says);
  return new kinds.Conflict(`The object has changed since it was read: ${says}; read it again`, facts);
}

function fieldConflict(owned: RemoteStatus['causes'], facts: ErrorFacts): KubernetesError {
  const managers = unique(owned.map(({ message = '' }) => /conflict with "([^"]+)"/.exec(message)?.[1] ?? message));
  const fields = unique(owned.map(({ field = '' }) => field));
  const message = `The owner of ${fields.join(', ')} is ${managers.join(', ')}, so logkeep does not change it: change it there, or end that ownership`;
  return new kinds.FieldConflict(message, facts, managers, fields);
}

function fromInvalid({ facts, status, says }: Refusal): KubernetesError {
  // A patch that names the object by its uid meets another one of that name.
  if (status.causes.some(({ field }) => field === 'metadata.uid')) return uidMismatch(facts, says);
  return new kinds.Invalid(`The API server does not accept the object: ${says}; correct it`, facts);
}

function uidMismatch(facts: ErrorFacts, says: string): KubernetesError {
  const message = `Another object has this name than the one that was meant: ${says}; read it again`;
  return new kinds.UidMismatch(message, facts);
}

function unavailable({ facts, says }: Refusal): KubernetesError {
  const message = `The API server cannot do it just now (${facts.status ?? 'no status'}): ${says}; try again later`;
  return new kinds.ApiServerUnavailable(message, facts);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
