import type { RepositoryDefinition } from './repository-definition';
import type { PlannedRestart } from './rollout-order';

/** What a setup has to do, step by step. */
export interface SetupSteps {
  /** Whether the claim has to be created. */
  createClaim: boolean;
  /** Whether the volume of the claim has to be kept from going with it. */
  retainVolume: boolean;
  /** Whether path.repo has to be added to the ConfigMap. */
  editPathRepo: boolean;
  /** The StatefulSets whose template has to be changed. */
  changeTemplates: string[];
  /** Those of them whose interrupted re-creation has to be finished, whatever the mode. */
  finishRecreations: string[];
  /** The StatefulSets of masters. */
  masters: string[];
  /** Those that still have a stand-in, left from an interrupted run. */
  standIns: string[];
  /** Those whose own update strategy an interrupted run has kept back. */
  heldRollouts: string[];
  /** Whether an interrupted restart has left allocation settings that have to be reset. */
  resetAllocation: boolean;
  /** The nodes that an interrupted drain has left excluded from allocation. */
  excludedNodes: string[];
  /** Whether the pods are restarted with a shorter time to elect a master, or an interrupted run has left that. */
  quickenElection: boolean;
  /** The pods that have to be restarted, in their order. */
  restarts: PlannedRestart[];
  /** Whether anything on Kubernetes is to be changed. */
  changesKubernetes: boolean;
  /** Whether the repository has to be registered, also where it differs or cannot be used. */
  registerRepository: boolean;
  /** Whether there is one of that name: then it is not taken away when setup fails. */
  repositoryExists: boolean;
  /** That one, to be put back; null where there is none, or where it may hold a secret. */
  repositoryBefore: RepositoryDefinition | null;
  /** Whether every node can use that one. */
  repositoryIsUsable: boolean;
  /** Whether it is proved with a snapshot: not where it may only be read. */
  prove: boolean;
  /** Whether the single master is handed over to a stand-in for its restart. */
  handOver: boolean;
}
