/** What a failed request was about. None of it is secret. */
export interface ErrorFacts {
  /** Method and path, without the query. */
  request: string;
  status?: number;
  /** The server's error type, for example `snapshot_missing_exception`. */
  type?: string;
  /** The server's own words, the innermost cause first. */
  reason?: string;
}

/**
 * The base of everything that speaking to a cluster can raise. One class per kind, because each asks something else of
 * the reader; `retryable` says whether the same request may succeed later without anybody changing anything.
 */
export abstract class ElasticsearchError extends Error {
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

/** Nobody answers at the address. */
export class Unreachable extends ElasticsearchError {
  readonly retryable = true;
}

/** No answer in time: the server may or may not have acted; its state has to be read. */
export class TimedOut extends ElasticsearchError {
  readonly retryable = true;
}

/** The server answers, but cannot do it just now (429, 502, 503, 504, no elected master). */
export class Unavailable extends ElasticsearchError {
  readonly retryable = true;
}

/** The credentials are missing, wrong, or lack a privilege. */
export class Unauthorised extends ElasticsearchError {
  readonly retryable = false;
}

/** The certificate of the server is not the expected one. */
export class Untrusted extends ElasticsearchError {
  readonly retryable = false;
}

export class SnapshotMissing extends ElasticsearchError {
  readonly retryable = false;
}

export class SnapshotExists extends ElasticsearchError {
  readonly retryable = false;
}

/** A snapshot, or a deletion of one, is under way and excludes what was asked. */
export class SnapshotRunning extends ElasticsearchError {
  readonly retryable = true;
}

export class RepositoryMissing extends ElasticsearchError {
  readonly retryable = false;
}

/** Why a repository cannot be used, as far as the server's words tell. */
export type RepositoryFault = 'path.repo' | 'access denied' | 'not shared' | 'read-only' | 'another writer' | 'unknown';

/** Not every node can read and write the repository. A fault that is not recognised may be a hiccup of its file system. */
export class RepositoryUnverified extends ElasticsearchError {
  get retryable(): boolean {
    return this.fault === 'unknown';
  }

  constructor(
    message: string,
    facts: ErrorFacts,
    readonly fault: RepositoryFault,
    /** The nodes that failed, where the server names them. */
    readonly nodes: readonly string[],
    cause?: unknown,
  ) {
    super(message, facts, cause);
  }
}

/** A node lacks the module or plugin that repositories of this type need. */
export class RepositoryTypeUnknown extends ElasticsearchError {
  readonly retryable = false;
}

export class IndexMissing extends ElasticsearchError {
  readonly retryable = false;
}

/** The index is closed, and what was asked needs it open. */
export class IndexClosed extends ElasticsearchError {
  readonly retryable = false;
}

export class IndexExists extends ElasticsearchError {
  readonly retryable = false;
}

/** A disk is full: a data node's, or the backup volume. */
export class NoSpace extends ElasticsearchError {
  readonly retryable = false;
}

/** A block on the index or the cluster forbids it, such as the read-only block of the flood-stage watermark. */
export class Blocked extends ElasticsearchError {
  readonly retryable = false;
}

/** The server has no such address: it is of another version, or lacks the module or plugin that answers there. */
export class ApiMissing extends ElasticsearchError {
  readonly retryable = false;
}

/** The server understood and refused, for a reason that has no class of its own. */
export class Rejected extends ElasticsearchError {
  readonly retryable = false;
}

/** The server failed, or its answer could not be understood. */
export class ServerFault extends ElasticsearchError {
  readonly retryable = true;
}

/** An answer has more bytes than the asker can hold: less has to be asked for. */
export class AnswerTooLarge extends ElasticsearchError {
  readonly retryable = false;
}
