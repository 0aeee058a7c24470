import { errors } from '@elastic/elasticsearch';
import { pluginAdvice } from '../planning/repository-type';
import * as kinds from './errors';
import type { ElasticsearchError, ErrorFacts } from './errors';
import { readRemoteError } from './remote-error';
import { repositoryUnverified } from './repository-fault';

/** Turns whatever the client library threw into the one class that says what it means. */
export function toElasticsearchError(error: unknown, request: string, address: string): ElasticsearchError {
  if (error instanceof errors.ResponseError) return errorFromFacts(readRemoteError(error, request), error);
  const facts = { request };
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof errors.TimeoutError) return timedOut(address, request, error);
  if (error instanceof errors.ConnectionError || error instanceof errors.NoLivingConnectionsError) {
    return fromConnection(reason, facts, address, error);
  }
  return new kinds.ServerFault(`${request} at ${address} failed: ${reason}`, facts, error);
}

/** Whether it took effect is not known. */
export function timedOut(address: string, request: string, cause: unknown): ElasticsearchError {
  const message = `${address} did not answer ${request} in time; its state has to be read before trying again`;
  return new kinds.TimedOut(message, { request }, cause);
}

function fromConnection(reason: string, facts: ErrorFacts, address: string, cause: unknown): ElasticsearchError {
  if (/Invalid or malformed certificate/.test(reason)) {
    const message = `${address} does not send the certificate of its authority, so tls.fingerprint cannot be checked: use tls.caFile instead`;
    return new kinds.Untrusted(message, facts, cause);
  }
  if (/certificate|fingerprint|self.signed|altnames|CERT_|wrong version number|EPROTO/i.test(reason)) {
    const message = `${address} could not be trusted (${reason}): check https or http in the address, and tls.caFile or tls.fingerprint`;
    return new kinds.Untrusted(message, facts, cause);
  }
  const message = `${address} could not be reached (${reason}): check that the cluster is up and the address is right`;
  return new kinds.Unreachable(message, facts, cause);
}

/** The server's error types that say what happened by themselves. */
const byType: Record<string, (facts: ErrorFacts, cause: unknown) => ElasticsearchError> = {
  snapshot_missing_exception: (facts, cause) =>
    new kinds.SnapshotMissing(`The snapshot does not exist: ${say(facts)}`, facts, cause),
  repository_missing_exception: (facts, cause) =>
    new kinds.RepositoryMissing(
      `The snapshot repository is not registered: ${say(facts)}; register it, or correct repository.name`,
      facts,
      cause,
    ),
  snapshot_name_already_in_use_exception: (facts, cause) =>
    new kinds.SnapshotExists(`The name is taken: ${say(facts)}`, facts, cause),
  concurrent_snapshot_execution_exception: snapshotRunning,
  snapshot_in_progress_exception: snapshotRunning,
  index_not_found_exception: (facts, cause) =>
    new kinds.IndexMissing(`The index does not exist: ${say(facts)}`, facts, cause),
  index_closed_exception: (facts, cause) =>
    new kinds.IndexClosed(`The index is closed: ${say(facts)}; open it first`, facts, cause),
  resource_already_exists_exception: indexExists,
  index_already_exists_exception: indexExists,
  cluster_block_exception: blocked,
  master_not_discovered_exception: unavailable,
  process_cluster_event_timeout_exception: unavailable,
};

/** The class for what a server said, wherever it said it. */
export function errorFromFacts(facts: ErrorFacts, cause?: unknown): ElasticsearchError {
  const { type = '', reason = '', request } = facts;
  if (/no space left on device|disk quota exceeded/i.test(reason)) {
    return new kinds.NoSpace(`A disk is full: ${say(facts)}; free space on it and run again`, facts, cause);
  }
  const known = byType[type];
  if (known !== undefined) return known(facts, cause);
  // Changing or removing a repository while a snapshot or restore uses it, which may end any moment. 7.17 names it.
  if (/repository (\[[^\]]*\] )?that is currently used/.test(reason)) return snapshotRunning(facts, cause);
  if (type === 'invalid_snapshot_name_exception' && /already exists/i.test(reason)) {
    return new kinds.SnapshotExists(`The name is taken: ${say(facts)}`, facts, cause);
  }
  if (type === 'snapshot_restore_exception') return fromRestore(facts, cause);
  const unknownType = /repository type \[([^\]]+)\] does not exist/.exec(reason)?.[1];
  if (unknownType !== undefined) {
    const message = `The servers know no repositories of type ${unknownType}: ${pluginAdvice(unknownType)}`;
    return new kinds.RepositoryTypeUnknown(message, facts, cause);
  }
  // Each version wraps what the file system said in other exceptions.
  const aboutRepository =
    /repository_(verification_)?exception/.test(type) || /readonly repository|access_denied_exception/.test(reason);
  if (aboutRepository && request.includes('/_snapshot/')) return repositoryUnverified(facts, cause);
  return fromStatus(facts, cause);
}

/** All of these come with status 500, but a second try ends the same way. */
function fromRestore(facts: ErrorFacts, cause: unknown): ElasticsearchError {
  const reason = facts.reason ?? '';
  if (/already exists/i.test(reason)) return indexExists(facts, cause);
  if (/snapshot does not exist/i.test(reason))
    return new kinds.SnapshotMissing(`The snapshot does not exist: ${reason}`, facts, cause);
  return new kinds.Rejected(`The restore was refused: ${say(facts)}`, facts, cause);
}

function fromStatus(facts: ErrorFacts, cause: unknown): ElasticsearchError {
  const status = facts.status ?? 0;
  if (status === 401)
    return new kinds.Unauthorised(`The credentials were refused (401): check user, password or key`, facts, cause);
  if (status === 403)
    return new kinds.Unauthorised(`The credentials lack a privilege (403): ${say(facts)}`, facts, cause);
  if ([408, 429, 502, 503, 504].includes(status)) return unavailable(facts, cause);
  // What nobody answers is taken for a document or an index by some versions: then only its method is wrong (405).
  if (status === 405 || (status === 400 && /^no handler found for uri/.test(facts.reason ?? '')))
    return new kinds.ApiMissing(`The server has no such API: ${say(facts)}`, facts, cause);
  if (status >= 500) return new kinds.ServerFault(`${facts.request} failed in the server: ${say(facts)}`, facts, cause);
  return new kinds.Rejected(`${facts.request} was refused: ${say(facts)}`, facts, cause);
}

/** 503: no master, or a state that is not recovered yet, as while a node restarts. Anything else needs a person. */
function blocked(facts: ErrorFacts, cause: unknown): ElasticsearchError {
  if (facts.status === 503) return unavailable(facts, cause);
  return new kinds.Blocked(`A block forbids it: ${say(facts)}; remove the block`, facts, cause);
}

function snapshotRunning(facts: ErrorFacts, cause: unknown): ElasticsearchError {
  return new kinds.SnapshotRunning(`Another snapshot operation is running: ${say(facts)}`, facts, cause);
}

function indexExists(facts: ErrorFacts, cause: unknown): ElasticsearchError {
  return new kinds.IndexExists(`An index of that name exists: ${say(facts)}`, facts, cause);
}

function unavailable(facts: ErrorFacts, cause: unknown): ElasticsearchError {
  return new kinds.Unavailable(
    `The cluster cannot do it just now (${facts.status ?? 'no status'}): ${say(facts)}`,
    facts,
    cause,
  );
}

function say({ reason, type, status }: ErrorFacts): string {
  return reason ?? type ?? `status ${status ?? 'unknown'}`;
}
