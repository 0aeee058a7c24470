import type { ErrorFacts, RepositoryFault } from './errors';
import { RepositoryUnverified } from './errors';

const advice: Record<RepositoryFault, string> = {
  'path.repo':
    'put the location under path.repo in the elasticsearch.yml of every node and restart them (setup does this)',
  'access denied': "make the backup volume writable for Elasticsearch's user (uid 1000) on every node",
  'not shared': 'mount the same shared volume (RWX) on every master and data node',
  'read-only': 'register the repository without "readonly", or use another one for backups',
  'another writer':
    'give each cluster its own repository.location and register each place once; then remove this repository and register it again',
  unknown: "look at the server's words and at its log",
};

/** The error for a repository that not every node can use, with the server's reason turned into a cause and a remedy. */
export function repositoryUnverified(facts: ErrorFacts, cause: unknown): RepositoryUnverified {
  const reason = facts.reason ?? '';
  const fault = faultIn(reason);
  const nodes = failedNodes(reason);
  const where = nodes.length === 0 ? '' : ` on ${nodes.join(', ')}`;
  const message = `The snapshot repository cannot be used${where} (${fault === 'unknown' ? 'cause not recognised' : fault}): ${reason}; ${advice[fault]}`;
  return new RepositoryUnverified(message, facts, fault, nodes, cause);
}

/** Read from the words of 6.7 … 9 and OpenSearch; `test/integration` provokes each one on the real servers. */
function faultIn(reason: string): RepositoryFault {
  if (/path\.repo/.test(reason)) return 'path.repo';
  if (/match its expected state|concurrent modification of the index/.test(reason)) return 'another writer';
  if (/access_?denied|AccessDenied|permission denied|not writable/i.test(reason)) return 'access denied';
  if (/read-?only/i.test(reason)) return 'read-only';
  if (
    /store location|not shared|is not accessible on the node|does not exist in the shared|could not be found/i.test(
      reason,
    )
  )
    return 'not shared';
  return 'unknown';
}

/** Verification failures name nodes as `[[nodeId, 'org…Exception: …']]` or `[{name}{id}{…}]`. */
function failedNodes(reason: string): string[] {
  const named = [...reason.matchAll(/\{([^{}]+)\}\{[\w-]{22}\}/g)].map((match) => match[1] ?? '');
  const byId = [...reason.matchAll(/\[\[?([\w-]{22}), '/g)].map((match) => match[1] ?? '');
  return [...new Set(named.length > 0 ? named : byId)];
}
