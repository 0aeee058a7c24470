import { describeAdopted, describeChanges, describeCost, describeWarnings } from './describe-setup';
import { indicesOf, onlyCopiesTouched } from './only-copies';
import { leftoversOf } from './leftovers';
import { masterTerms } from './master-terms';
import { isElectionQuickened, isElectionSlow } from './quick-election';
import { pendingRestarts } from './pending-restarts';
import { contains } from './restart-need';
import type { PlannedRestart } from './rollout-order';
import type { KubernetesFacts, SetupFacts, StatefulSetFacts } from './setup-facts';
import { additionsFor } from './setup-additions';
import { obstacles } from './setup-obstacles';
import type { SetupSteps } from './setup-steps';
import type { SetupWish } from './setup-wish';
import { withAdditions } from './template-additions';

/** What setup will do. Every list is in the order of its steps, sentences for people. */
export interface SetupPlan {
  /** What is right already. */
  adopted: string[];
  /** What will change; empty when there is nothing to do. */
  changes: string[];
  /** What it will cost: pods restarted, expected interruption. */
  cost: string;
  /** What stands in the way. */
  obstacles: string[];
  warnings: string[];
  steps: SetupSteps;
}

/** Decides from what stands there what setup has to do. Pure; the same facts give the same plan. */
export function planSetup(facts: SetupFacts, wish: SetupWish): SetupPlan {
  const { kubernetes, elasticsearch, repository } = facts;
  const createClaim = kubernetes !== undefined && kubernetes.claim === null;
  const retainVolume = kubernetes?.settings.claim.retainVolume === true && kubernetes.volumeIsDeletedWithClaim === true;
  const editPathRepo = kubernetes !== undefined && !contains(kubernetes.pathRepo, repository.mountPath);
  const changed = (kubernetes?.statefulSets ?? []).filter(needsTemplate);
  const restarts = kubernetes === undefined ? [] : restartsAfter(facts, kubernetes);
  const finishRecreations = changed.filter(({ isBeingRecreated }) => isBeingRecreated).map(({ name }) => name);
  const { isRegistered, registered, differences, fault } = elasticsearch.repository;
  const registerRepository = !isRegistered || differences.length > 0 || fault !== null;
  const master = masterTerms(facts, wish, restarts);
  const leftovers = leftoversOf(facts);
  const quickenElection = isElectionSlow(facts, restarts) || isElectionQuickened(kubernetes);
  const changesKubernetes =
    createClaim ||
    editPathRepo ||
    quickenElection ||
    changed.length > 0 ||
    restarts.length > 0 ||
    leftovers.heldRollouts.length > 0;
  const intention = {
    ...{ wish, changesKubernetes, retainsVolume: retainVolume },
    ...{ restarts, master, resetsAllocation: leftovers.resetAllocation },
  };
  const steps: SetupSteps = {
    ...{
      createClaim,
      retainVolume,
      editPathRepo,
      changeTemplates: changed.map(({ name }) => name),
      finishRecreations,
      quickenElection,
      restarts,
    },
    ...leftovers,
    ...{
      changesKubernetes,
      registerRepository,
      repositoryExists: isRegistered,
      repositoryBefore: registered,
      repositoryIsUsable: fault === null,
      prove: !repository.readonly,
      handOver: master.handOver,
    },
  };
  const changes = describeChanges(facts, steps, wish);
  return {
    adopted: describeAdopted(facts, steps),
    changes,
    cost: describeCost(steps, {
      losesMaster: master.losesMaster,
      indices: indicesOf(onlyCopiesTouched(elasticsearch.onlyCopies, restarts)),
    }),
    obstacles: changes.length === 0 ? [] : obstacles(facts, intention),
    warnings: describeWarnings(facts, steps),
    steps,
  };
}

/** The pods that will not run what their StatefulSet and ConfigMap say once setup has changed them. */
function restartsAfter(
  { cluster, repository, elasticsearch }: SetupFacts,
  kubernetes: KubernetesFacts,
): PlannedRestart[] {
  const { claim, container } = kubernetes.settings;
  const { mountPath } = repository;
  const target = { cluster, kubernetes: kubernetes.settings, repository };
  const statefulSets = kubernetes.statefulSets.map((facts) =>
    facts.statefulSet !== null && needsTemplate(facts)
      ? { ...facts, statefulSet: withAdditions(facts.statefulSet, additionsFor(facts.statefulSet, target, false)) }
      : facts,
  );
  return pendingRestarts(statefulSets, elasticsearch.nodes, {
    ...{ container, claim: claim.name, mountPath },
    pathRepo: [...kubernetes.pathRepo, mountPath],
  });
}

function needsTemplate({ additions, statefulSet, isBeingRecreated }: StatefulSetFacts): boolean {
  return isBeingRecreated || (statefulSet !== null && (additions === 'none' || additions === 'partial'));
}
