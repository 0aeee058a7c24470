import type { ClusterNode } from './cluster-node';

/** What decides whether a single master can be handed over to a stand-in for the time of its restart. */
export interface HandoverFacts {
  distribution: string;
  /** Of the oldest node. */
  version: string;
  nodes: readonly ClusterNode[];
  /** The StatefulSet of the master and how many pods it is meant to have. */
  statefulSet: string;
  replicas: number;
  /** discovery.zen.minimum_master_nodes; null where there is no such setting (7.0 and later). */
  minimumMasters: number | null;
  /** What logkeep's account may not do with what a stand-in makes, in the words of `kubectl auth can-i`. */
  missingRights: readonly string[];
  /** Why the nodes cannot be asked in their pods, or do not see each other; null when all is well. */
  viewsProblem: string | null;
  /** The claim that the stand-in would get exists already and was not made by logkeep. */
  foreignClaim: string | null;
}

/**
 * Why the single master cannot be handed over, or null when it can. A stand-in is a second pod of the master's
 * StatefulSet: it joins, the old master's process is ended inside its container, and with minimum_master_nodes 1 the
 * stand-in is elected within seconds. From 7.0 on, the voting configuration of a cluster with one master does not let
 * the stand-in win, so there it is not done.
 */
export function handoverObjection(facts: HandoverFacts): string | null {
  const { distribution, version, nodes, minimumMasters, replicas, statefulSet } = facts;
  if (distribution !== 'elasticsearch' || Number(version.split('.')[0]) >= 7)
    return `${distribution} ${version} elects its master by a voting configuration that a stand-in cannot take over`;
  if (minimumMasters !== 1) return `discovery.zen.minimum_master_nodes is ${minimumMasters ?? 'not known'}, not 1`;
  if (replicas !== 1) return `StatefulSet ${statefulSet} is meant to have ${replicas} pods, not 1`;
  if (nodes.some(({ isMasterEligible, isData }) => isMasterEligible && isData)) return 'the master also holds data';
  if (facts.missingRights.length > 0) return `logkeep's account may not ${facts.missingRights.join(', ')}`;
  if (facts.viewsProblem !== null) return `the nodes cannot be asked in their pods (${facts.viewsProblem})`;
  if (facts.foreignClaim !== null)
    return `claim ${facts.foreignClaim} already exists, and a stand-in must not start with somebody's old data`;
  return null;
}

/** What a node answers when it is asked for its view of the cluster. */
export interface NodeView {
  /** The pod that was asked. */
  pod: string;
  /** The name of the elected master as this node sees it; null when it sees none. */
  master: string | null;
  /** The names of the nodes in its cluster state. */
  nodes: readonly string[];
}

/** Why the nodes do not all see the same cluster, or null when they do: one master, and everybody sees everybody. */
export function sightObjection(views: readonly NodeView[], expected: readonly string[]): string | null {
  for (const { pod, master, nodes } of views) {
    if (master === null) return `${pod} sees no master`;
    const unseen = expected.filter((name) => !nodes.includes(name));
    if (unseen.length > 0) return `${pod} does not see ${unseen.join(', ')}`;
  }
  const masters = [...new Set(views.map(({ master }) => master))];
  return masters.length > 1 ? `there are several masters: ${masters.join(', ')}` : null;
}
