/** A pod that has to be restarted, with what decides about its turn. */
export interface PlannedRestart {
  pod: string;
  /** The pod as it is now; its successor has another one. */
  uid: string;
  /** The name of its Elasticsearch node; the pod's own while it is not in the cluster. */
  node: string;
  statefulSet: string;
  role: 'data' | 'master';
  ordinal: number;
  /** Whether its Elasticsearch is in the cluster; one that is not cannot lose anything by a restart. */
  joined: boolean;
  /** Whether it is the elected master. */
  elected: boolean;
  /** Why it has to be restarted, as a clause. */
  reason: string;
}

type Comparison = (a: PlannedRestart, b: PlannedRestart) => number;

/**
 * The order in which pods are restarted. Those that are out of the cluster come first, because nothing is lost by it and
 * the cluster gets them back.
 */
export function rolloutOrder(restarts: readonly PlannedRestart[]): PlannedRestart[] {
  return [...restarts].sort((a, b) => Number(a.joined) - Number(b.joined) || (a.joined ? rolling : freeing)(a, b));
}

/**
 * Data nodes first, because a master that knows the new configuration needs them; highest ordinal first, as Kubernetes
 * rolls; the elected master last, so that there is one election and not several.
 */
const rolling: Comparison = (a, b) =>
  roleRank(a) - roleRank(b) || Number(a.elected) - Number(b.elected) || bySet(a, b) || b.ordinal - a.ordinal;

/**
 * The other way round, as pods come into being: without a master a data node has nothing to join, and a StatefulSet that
 * keeps its order (OrderedReady, the default) makes no pod anew while one of a lower ordinal is not Ready.
 */
const freeing: Comparison = (a, b) => roleRank(b) - roleRank(a) || bySet(a, b) || a.ordinal - b.ordinal;

const bySet: Comparison = (a, b) => a.statefulSet.localeCompare(b.statefulSet, 'en');

function roleRank({ role }: PlannedRestart): number {
  return role === 'data' ? 0 : 1;
}

/** The ordinal at the end of a StatefulSet pod's name, or -1 for a name that is none. */
export function ordinalOf(pod: string): number {
  const ordinal = /-(\d+)$/.exec(pod)?.[1];
  return ordinal === undefined ? -1 : Number(ordinal);
}
