import type { ProbeOutcome, ProbeResult } from './probe-result';

/**
 * What the probes mean for setup: go on (`chown`: whether an init container has to give the volume to Elasticsearch's
 * user), try the same as root, or stop with a sentence.
 */
export type ProbeVerdict = { chown: boolean } | { askRoot: true } | { problem: string };

type Judge = (results: readonly ProbeResult[]) => string | null;

/** What stops setup whoever tried it, most basic first. */
const judges: Judge[] = [unschedulable, noImage, noMount, neverRan, readOnly, full, failed];

/**
 * @param results of the probes as Elasticsearch's user, and of those as root when they were asked for. Results that are
 * not over count as what holds them up.
 */
export function probeVerdict(results: readonly ProbeResult[]): ProbeVerdict {
  const problem = judges.map((judge) => judge(results)).find((sentence) => sentence !== null);
  if (problem !== undefined) return { problem };
  const asUser = results.filter(({ uid }) => uid !== 0);
  const asRoot = results.filter(({ uid }) => uid === 0);
  // Who may not write leaves no file, so that its peers find it missing: sharing is judged where all could write.
  if (!asUser.some(isDenied)) return sharedOr(asUser, { chown: false });
  if (asRoot.length === 0) return { askRoot: true };
  const squashed = asRoot.find(isDenied);
  return squashed === undefined ? sharedOr(asRoot, { chown: true }) : { problem: rootSquash(asUser, squashed) };
}

function isDenied({ outcome }: ProbeResult): boolean {
  return outcome === 'denied';
}

function first(results: readonly ProbeResult[], outcome: ProbeOutcome): ProbeResult | undefined {
  return results.find((result) => result.outcome === outcome);
}

function unschedulable(results: readonly ProbeResult[]): string | null {
  const result = first(results, 'unschedulable');
  if (result === undefined) return null;
  return `No probe of the backup volume can run on node ${result.node}: ${result.detail}`;
}

function noImage(results: readonly ProbeResult[]): string | null {
  const result = first(results, 'no-image');
  if (result === undefined) return null;
  return `The image of Elasticsearch cannot be pulled on node ${result.node}, where its pods may run: ${result.detail}`;
}

function noMount(results: readonly ProbeResult[]): string | null {
  return first(results, 'no-mount')?.detail ?? null;
}

function neverRan(results: readonly ProbeResult[]): string | null {
  const result = first(results, 'waiting');
  if (result === undefined) return null;
  return `The probe of the backup volume on node ${result.node} did not end in time, and no event says why: look at the pod and at the node's kubelet`;
}

function readOnly(results: readonly ProbeResult[]): string | null {
  const result = first(results, 'read-only');
  if (result === undefined) return null;
  return `The backup volume is read-only on node ${result.node}: export or mount it for writing (${result.detail})`;
}

function full(results: readonly ProbeResult[]): string | null {
  const result = first(results, 'full');
  return result === undefined ? null : `The backup volume is full: make room on it (${result.detail})`;
}

function failed(results: readonly ProbeResult[]): string | null {
  const result = first(results, 'failed');
  return result === undefined ? null : `The backup volume could not be tried on node ${result.node}: ${result.detail}`;
}

function rootSquash(asUser: readonly ProbeResult[], { node, detail }: ProbeResult): string {
  const uid = asUser[0]?.uid ?? 1000;
  return `User ${uid} of Elasticsearch may not write to the backup volume, and on node ${node} root may not give it away (${detail}), as NFS with root_squash does: on the storage server, give the folder to user ${uid} (chown ${uid}), or export it with no_root_squash`;
}

function sharedOr(results: readonly ProbeResult[], verdict: ProbeVerdict): ProbeVerdict {
  const alone = results.find(({ missing }) => missing.length > 0);
  if (alone === undefined) return verdict;
  const peers = results.filter(({ node }) => alone.missing.includes(node));
  const late = peers.find((peer) => !overlap(peer, alone));
  if (late !== undefined) {
    const problem = `The probes on nodes ${alone.node} and ${late.node} did not run at the same time, so that nothing is known about the backup volume: run setup again`;
    return { problem };
  }
  const problem = `The backup volume is not shared: what is written on node ${alone.missing.join(', ')} is not seen on node ${alone.node}; use a storage class whose volumes every node sees (ReadWriteMany), such as NFS`;
  return { problem };
}

/** Times are in whole seconds; what is unknown counts as overlapping. */
function overlap(one: ProbeResult, other: ProbeResult): boolean {
  const startsBeforeEnd = (a: ProbeResult, b: ProbeResult): boolean =>
    a.startedAt === undefined || b.finishedAt === undefined || Date.parse(a.startedAt) < Date.parse(b.finishedAt);
  return startsBeforeEnd(one, other) && startsBeforeEnd(other, one);
}
