import { curatorsToResume, resumeChanges, resumeObstacles } from './curator-plan';
import { describeCost, describeElection, describeReset } from './describe-setup';
import { indicesOf, onlyCopiesTouched } from './only-copies';
import { leftoversOf } from './leftovers';
import { masterTerms } from './master-terms';
import { isElectionQuickened, isElectionSlow } from './quick-election';
import { pendingRestarts } from './pending-restarts';
import { contains } from './restart-need';
import type { PlannedRestart } from './rollout-order';
import type { SetupFacts } from './setup-facts';
import { removalObstacles } from './setup-obstacles';
import type { SetupWish } from './setup-wish';
import { withoutAdditions } from './template-additions';

/** What taking a setup out again will do. */
export interface RemovalPlan {
  changes: string[];
  cost: string;
  obstacles: string[];
  unregister: boolean;
  /** Whether anything on Kubernetes is to be changed. */
  changesKubernetes: boolean;
  editPathRepo: boolean;
  revertTemplates: string[];
  /** Whether the pods are restarted with a shorter time to elect a master, or an interrupted run has left that. */
  quickenElection: boolean;
  restarts: PlannedRestart[];
  handOver: boolean;
  /** The StatefulSets of masters. */
  masters: string[];
  /** Those that still have a stand-in, left from an interrupted run. */
  standIns: string[];
  /** The CronJobs of Curator that logkeep has suspended. */
  resumeCurators: string[];
  /** Whether an interrupted restart has left allocation settings that have to be reset. */
  resetAllocation: boolean;
  /** The nodes that an interrupted drain has left excluded from allocation. */
  excludedNodes: string[];
}

/** Decides what has to go: the registration, path.repo, the mounts. The claim and its snapshots stay. */
export function planRemoval(facts: SetupFacts, wish: SetupWish): RemovalPlan {
  const { kubernetes, elasticsearch, repository } = facts;
  const { mountPath } = repository;
  const unregister = elasticsearch.repository.isRegistered;
  const editPathRepo = kubernetes !== undefined && contains(kubernetes.pathRepo, mountPath);
  const mounting = (kubernetes?.statefulSets ?? []).filter(
    ({ additions }) => additions === 'complete' || additions === 'partial',
  );
  const revertTemplates = mounting.map(({ name }) => name);
  const restarts = restartsAfter(facts);
  const master = masterTerms(facts, wish, restarts);
  const { losesMaster, handOver } = master;
  const { heldRollouts, ...leftovers } = leftoversOf(facts);
  const { standIns, resetAllocation } = leftovers;
  const quickenElection = isElectionSlow(facts, restarts) || isElectionQuickened(kubernetes);
  const changesKubernetes =
    editPathRepo || quickenElection || revertTemplates.length > 0 || restarts.length > 0 || heldRollouts.length > 0;
  const changes = [
    ...standIns.map((name) => `send away the stand-in of ${name}, left from an interrupted run`),
    ...describeReset(elasticsearch, leftovers),
    ...(unregister ? [`unregister repository ${repository.name}; its snapshots stay`] : []),
    ...(editPathRepo ? [`take ${mountPath} out of path.repo`] : []),
    ...describeElection(kubernetes, quickenElection, restarts),
    ...revertTemplates.map((name) => `take the backup volume out of StatefulSet ${name}`),
    ...restarts.map(({ pod, reason }) => `restart ${pod}: ${reason}`),
    ...heldRollouts.map((name) => `give StatefulSet ${name} its own update strategy back`),
    ...resumeChanges(facts),
  ];
  return {
    ...{ changes, unregister, changesKubernetes, editPathRepo, quickenElection, revertTemplates },
    ...{ restarts, handOver },
    ...leftovers,
    resumeCurators: curatorsToResume(facts),
    cost: describeCost(
      { restarts, handOver },
      {
        losesMaster,
        indices: indicesOf(onlyCopiesTouched(elasticsearch.onlyCopies, restarts)),
      },
    ),
    obstacles:
      changes.length === 0
        ? []
        : [
            ...removalObstacles(facts, {
              wish,
              changesKubernetes,
              restarts,
              master,
              resetsAllocation: resetAllocation,
            }),
            ...resumeObstacles(facts),
          ],
  };
}

/** The pods that will not run what their StatefulSet and ConfigMap say once the setup is taken out of them. */
function restartsAfter({ kubernetes, elasticsearch, repository }: SetupFacts): PlannedRestart[] {
  if (kubernetes === undefined) return [];
  const { claim, container } = kubernetes.settings;
  const { mountPath } = repository;
  const statefulSets = kubernetes.statefulSets.map((facts) =>
    facts.statefulSet === null || facts.additions === 'adopted'
      ? facts
      : { ...facts, statefulSet: withoutAdditions(facts.statefulSet) },
  );
  const pathRepo = kubernetes.pathRepo.filter((path) => !contains([path], mountPath));
  return pendingRestarts(statefulSets, elasticsearch.nodes, { container, claim: claim.name, mountPath, pathRepo });
}
