import { isRecovering } from './calm';
import { count, firstNames } from './listing';
import type { MasterTerms } from './master-terms';
import { onlyCopiesTouched } from './only-copies';
import { operatorObjection } from './operator-owner';
import type { PlannedRestart } from './rollout-order';
import type { KubernetesFacts, SetupFacts } from './setup-facts';
import type { SetupWish } from './setup-wish';

/** What setup is about to do, as far as the judges need it. */
export interface Intention {
  wish: SetupWish;
  /** Whether anything on Kubernetes is to be changed. */
  changesKubernetes: boolean;
  /** Whether the reclaim policy of the backup volume is to be changed. */
  retainsVolume?: boolean;
  restarts: readonly PlannedRestart[];
  /** What the restarts mean for the master. */
  master: MasterTerms;
  /** Whether allocation settings that an interrupted restart has left are reset first. */
  resetsAllocation: boolean;
}

type Judge = (facts: SetupFacts, intention: Intention) => string[];

/** Everything that forbids a setup as it was asked, a sentence each that says why and what to do; empty when it may begin. */
export function obstacles(facts: SetupFacts, intention: Intention): string[] {
  return [...judges, ...setupJudges].flatMap((judge) => judge(facts, intention));
}

/** Everything that forbids to take a setup out as it was asked. */
export function removalObstacles(facts: SetupFacts, intention: Intention): string[] {
  return [...judges, halfRecreated, mountedByHand].flatMap((judge) => judge(facts, intention));
}

const onKubernetes =
  (judge: (kubernetes: KubernetesFacts, intention: Intention, facts: SetupFacts) => string[]): Judge =>
  (facts, intention) =>
    facts.kubernetes === undefined || !intention.changesKubernetes ? [] : judge(facts.kubernetes, intention, facts);

const judges: Judge[] = [
  ({ kubernetes }, { changesKubernetes, retainsVolume = false }) => {
    const missing = (kubernetes?.missingRights ?? []).filter(
      (right) => changesKubernetes || (retainsVolume && right.endsWith(' persistentvolumes')),
    );
    if (kubernetes === undefined || missing.length === 0) return [];
    return [
      `logkeep's account lacks rights in namespace ${kubernetes.settings.namespace}: ${missing.join(', ')}; grant them (deploy/rbac has a ready Role)`,
    ];
  },

  onKubernetes(({ statefulSets, settings }) =>
    statefulSets
      .filter(({ statefulSet, isBeingRecreated }) => statefulSet === null && !isBeingRecreated)
      .map(
        ({ name }) =>
          `there is no StatefulSet ${name} in namespace ${settings.namespace}: correct kubernetes.statefulSets in logkeep.yaml, or give the rights of deploy/rbac/recreate.yaml back if a setup with mode recreate was interrupted`,
      ),
  ),

  onKubernetes(({ statefulSets }) =>
    statefulSets.flatMap(({ statefulSet }) =>
      statefulSet === null ? [] : [operatorObjection(statefulSet) ?? []].flat(),
    ),
  ),

  onKubernetes(({ configMap, configProblem, settings: { configMap: wanted, namespace } }) => {
    if (configMap === null)
      return [
        `there is no ConfigMap ${wanted.name} in namespace ${namespace}: correct kubernetes.configMap in logkeep.yaml`,
      ];
    if (configMap.data?.[wanted.key] === undefined)
      return [`ConfigMap ${wanted.name} has no key ${wanted.key}: correct kubernetes.configMap.key in logkeep.yaml`];
    return configProblem === null ? [] : [configProblem];
  }),

  onKubernetes((_, { restarts }, { elasticsearch: { health } }) =>
    health.status === 'red' && !freesPod(restarts)
      ? [
          'the cluster is red: some primary shards are missing, and no node of it may be restarted; bring them back first',
        ]
      : [],
  ),

  onKubernetes((_, { restarts, resetsAllocation }, { elasticsearch: { health, allocation } }) =>
    health.status !== 'yellow' ||
    health.dataNodes <= 1 ||
    isRecovering(health) ||
    freesPod(restarts) ||
    // Once that is reset, the replicas come back.
    (resetsAllocation && allocation.transient === 'primaries')
      ? []
      : [
          `${count(health.unassignedShards, 'replica shard')} unassigned and nothing is recovering: a restart could take away the only copy; see GET _cluster/allocation/explain, and try again when the cluster is green`,
        ],
  ),

  ({ elasticsearch: { operations } }) =>
    operations.map((operation) => `${operation}: wait for its end, or cancel it, and try again`),

  onKubernetes((_, { restarts, wish }, { elasticsearch: { onlyCopies } }) => {
    const touched = onlyCopiesTouched(onlyCopies, restarts);
    if (touched.length === 0 || wish.acceptOutage) return [];
    return [...new Set(touched.map(({ node }) => node))].map((node) => {
      const indices = touched.filter((copy) => copy.node === node).map(({ index }) => index);
      const [them, are] = indices.length === 1 ? ['it', 'it is'] : ['them', 'they are'];
      return `${node} holds the only copy of ${count(indices.length, 'index', 'indices')} (${firstNames(indices)}): give ${them} a replica, or accept that ${are} away for about a minute with "acceptOutage": true`;
    });
  }),

  // A restart sets the transient one and takes it away again, and then the persistent one holds.
  onKubernetes((_, __, { elasticsearch: { allocation } }) =>
    [
      ...(['none', 'new_primaries'].includes(allocation.transient ?? '') ? [`${allocation.transient}`] : []),
      ...(['none', 'new_primaries', 'primaries'].includes(allocation.persistent ?? '')
        ? [`${allocation.persistent} (persistent)`]
        : []),
    ].map(
      (enable) =>
        `cluster.routing.allocation.enable is ${enable}: a restarted node would not get its shards back; reset it to null and try again`,
    ),
  ),

  onKubernetes((_, { master: { losesMaster, objection, handOver }, wish }) => {
    if (!losesMaster || handOver) return [];
    if (wish.handover === true && objection !== null)
      return [`the master cannot be handed over as asked: ${objection}; leave "handover" out`];
    if (wish.acceptOutage) return [];
    const why = objection === null ? 'you asked not to hand it over' : `it cannot be handed over: ${objection}`;
    return [
      `no other node can lead while the master restarts, and ${why}; restarting it stops all writing for about 45 s: accept that with "acceptOutage": true`,
    ];
  }),
];

/** A pod that is out of the cluster is what the shards wait for: to restart it is the remedy, not the danger. */
function freesPod(restarts: readonly PlannedRestart[]): boolean {
  return restarts.some(({ joined }) => !joined);
}

/** What only matters where the volume is to be mounted and written to. */
const setupJudges: Judge[] = [
  onKubernetes(({ statefulSets }) =>
    statefulSets.flatMap(({ name, templateProblem }) =>
      templateProblem === null ? [] : [`StatefulSet ${name} cannot take the backup volume: ${templateProblem}`],
    ),
  ),
  onKubernetes(({ claimObjections }) => claimObjections),
  ({ elasticsearch: { repository } }) => (repository.typeObjection === null ? [] : [repository.typeObjection]),
  ({ elasticsearch: { repository } }) => repository.otherRegistrations,
  ({ elasticsearch: { repository } }) => (repository.pathRepoObjection === null ? [] : [repository.pathRepoObjection]),
];

/** What a person has mounted by hand is theirs to take out. */
const mountedByHand: Judge = ({ kubernetes }) =>
  (kubernetes?.statefulSets ?? [])
    .filter(({ additions }) => additions === 'adopted')
    .map(
      ({ name }) =>
        `StatefulSet ${name} mounts the backup volume by hand: take that mount, path.repo and the repository out by hand, too`,
    );

/** Setup finishes an interrupted re-creation; a removal would leave the cluster without its StatefulSet. */
const halfRecreated: Judge = ({ kubernetes }) =>
  (kubernetes?.statefulSets ?? [])
    .filter(({ statefulSet, isBeingRecreated }) => statefulSet === null && isBeingRecreated)
    .map(({ name }) => `StatefulSet ${name} was left half re-created: run setup first, which finishes that`);
