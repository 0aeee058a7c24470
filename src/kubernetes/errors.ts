/** What a failed request was about. None of it is secret. */
export interface ErrorFacts {
  /** Method and path, without the query. */
  request: string;
  status?: number;
  /** The reason of the server's Status object, for example `AlreadyExists`. */
  reason?: string;
  /** The server's own words. */
  message?: string;
}

/**
 * The base of everything that speaking to the API server can raise. One class per kind, because each asks something
 * else of the reader; `retryable` says whether the same request may succeed later without anybody changing anything.
 */
export abstract class KubernetesError extends Error {
  abstract readonly retryable: boolean;

  constructor(
    message: string,
    readonly facts: ErrorFacts,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = new.target.name;
  }
}

/** Nobody answers at the address, or the connection was cut. */
export class ApiServerUnreachable extends KubernetesError {
  readonly retryable = true;
}

/** No answer in time: the server may or may not have acted; its state has to be read. */
export class ApiServerTimedOut extends KubernetesError {
  readonly retryable = true;
}

/** The server answers, but cannot do it just now (429, 503, 504, etcd without a leader, a webhook that is down). */
export class ApiServerUnavailable extends KubernetesError {
  readonly retryable = true;
}

/** The server failed, or its answer could not be understood. */
export class ApiServerFault extends KubernetesError {
  readonly retryable = true;
}

/** The credentials are missing, wrong or expired. */
export class Unauthenticated extends KubernetesError {
  readonly retryable = false;
}

/** A file or plugin that the kubeconfig takes credentials from fails. */
export class CredentialsUnavailable extends KubernetesError {
  readonly retryable = true;
}

/** The certificate of the API server is not the expected one. */
export class Untrusted extends KubernetesError {
  readonly retryable = false;
}

/** The credentials are known, but may not do this. */
export class Forbidden extends KubernetesError {
  readonly retryable = false;
}

/** What refuses an object although the rights are there. */
export type AdmissionGate = 'webhook' | 'policy' | 'pod security' | 'quota' | 'limit range' | 'unknown';

/** The rights are there, but a rule of the cluster refuses the object. */
export class AdmissionDenied extends KubernetesError {
  readonly retryable = false;

  constructor(
    message: string,
    facts: ErrorFacts,
    readonly gate: AdmissionGate,
    cause?: unknown,
  ) {
    super(message, facts, cause);
  }
}

export class NotFound extends KubernetesError {
  readonly retryable = false;
}

export class AlreadyExists extends KubernetesError {
  readonly retryable = false;
}

/** The object has changed since it was read: read it again, then decide again. */
export class Conflict extends KubernetesError {
  readonly retryable = false;
}

/** Another field manager (Helm, an operator, kubectl) owns fields that a server-side apply would change. */
export class FieldConflict extends KubernetesError {
  readonly retryable = false;

  constructor(
    message: string,
    facts: ErrorFacts,
    readonly managers: readonly string[],
    /** Paths such as `.data.elasticsearch.yml`. */
    readonly fields: readonly string[],
    cause?: unknown,
  ) {
    super(message, facts, cause);
  }
}

/** An object of that name exists, but it is another one than the one that was meant. */
export class UidMismatch extends KubernetesError {
  readonly retryable = false;
}

/** The object, or its namespace, is still being deleted; its name becomes free later. */
export class BeingDeleted extends KubernetesError {
  readonly retryable = true;
}

/** The object is not one that the server accepts. */
export class Invalid extends KubernetesError {
  readonly retryable = false;
}

/** The server does not know this kind of patch: server-side apply came with Kubernetes 1.16. */
export class UnsupportedPatch extends KubernetesError {
  readonly retryable = false;
}

/** The server understood and refused, for a reason that has no class of its own. */
export class Rejected extends KubernetesError {
  readonly retryable = false;
}

/** Why a command did not run in a container, or its end is not known. */
export type ExecFault =
  | 'forbidden'
  | 'no such pod'
  | 'no such container'
  | 'container not running'
  | 'command not startable'
  | 'broken off'
  | 'unknown';

export class ExecFailed extends KubernetesError {
  /** Also a container that does not run: it may be just starting. */
  get retryable(): boolean {
    return ['container not running', 'broken off', 'unknown'].includes(this.fault);
  }

  constructor(
    message: string,
    facts: ErrorFacts,
    readonly fault: ExecFault,
    cause?: unknown,
  ) {
    super(message, facts, cause);
  }
}

/** The kubeconfig cannot be used. Its content is never quoted, as credentials are in it. */
export class KubeconfigUnusable extends KubernetesError {
  readonly retryable = false;

  constructor(message: string, cause?: unknown) {
    super(message, { request: 'reading the kubeconfig' }, cause);
  }
}
