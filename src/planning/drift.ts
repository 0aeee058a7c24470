import { firstNames } from './listing';
import { contains } from './restart-need';
import type { KubernetesFacts, SetupFacts, StatefulSetFacts } from './setup-facts';
import { isElectionQuickened, pingTimeout } from './quick-election';
import type { SetupSteps } from './setup-steps';
import type { Manifest } from './manifest';

/** One way in which the live cluster no longer matches what setup left. */
export interface Drift {
  /** What is not as it was, a clause. */
  what: string;
  /** Who did it or what it comes from, as far as it can be told, a clause. */
  cause: string;
  /** What it means for backups, a clause. */
  effect: string;
}

/**
 * How far the live cluster is from what setup leaves, each with its cause; empty when nothing has drifted.
 * @param steps what a setup would have to do now.
 */
export function driftOf(facts: SetupFacts, steps: SetupSteps): Drift[] {
  return [
    ...(facts.kubernetes === undefined ? [] : kubernetesDrift(facts.kubernetes, facts, steps)),
    ...repositoryDrift(facts),
    ...steps.suspendCurators.map(curatorDrift),
  ];
}

/** Whether setup has ever been here: without any trace of it, nothing has drifted, it was never done. */
export function isSetUp({ kubernetes, elasticsearch, repository }: SetupFacts): boolean {
  if (elasticsearch.repository.isRegistered) return true;
  if (kubernetes === undefined) return false;
  const hasMount = kubernetes.statefulSets.some(({ additions }) => additions !== 'none');
  return hasMount || contains(kubernetes.pathRepo, repository.mountPath);
}

function kubernetesDrift(kubernetes: KubernetesFacts, { repository }: SetupFacts, steps: SetupSteps): Drift[] {
  const { settings, configMap, statefulSets } = kubernetes;
  const unseen = kubernetes.missingRights.filter((right) => /^(get|list) /.test(right));
  if (unseen.length > 0)
    return [
      {
        what: 'the setup cannot be compared with the live cluster',
        cause: `logkeep's account may not ${unseen.join(', ')}`,
        effect: 'a drift would go unnoticed; grant these rights (deploy/rbac has a ready Role)',
      },
    ];
  const reverted = statefulSets.filter(({ name }) => steps.changeTemplates.includes(name));
  return [
    ...(steps.createClaim
      ? [
          {
            what: `claim ${settings.claim.name} is gone`,
            cause: 'somebody deleted it',
            effect: 'pods that start anew have no backup volume, and the snapshots in the old volume may be lost',
          },
        ]
      : []),
    ...(steps.editPathRepo
      ? [
          {
            what: `path.repo in ConfigMap ${settings.configMap.name} no longer has ${repository.mountPath}`,
            cause: writtenBy(configMap),
            effect: 'the next pod that restarts cannot use the repository',
          },
        ]
      : []),
    ...(isElectionQuickened(kubernetes)
      ? [
          {
            what: `ConfigMap ${settings.configMap.name} still has the ${pingTimeout} that a restart has set`,
            cause: 'a run was ended in between',
            effect: 'pods that start anew take less time to elect a master than you have chosen',
          },
        ]
      : []),
    ...reverted.map((facts) => templateDrift(facts)),
    ...leftDrift(steps),
    ...steps.restarts
      .filter(({ statefulSet }) => !steps.changeTemplates.includes(statefulSet))
      .map(({ pod, reason }) => ({
        what: `pod ${pod} does not run what its StatefulSet and ConfigMap say: ${reason}`,
        cause: 'it was started before they were changed, or while they were reverted',
        effect: 'it has to be restarted before every node can use the repository',
      })),
  ];
}

/** What a run that was ended in between has left behind, each in the way of the cluster's ordinary life. */
function leftDrift({ standIns, heldRollouts, resetAllocation, excludedNodes }: SetupSteps): Drift[] {
  const cause = 'a setup or a removal was ended in between, or is under way';
  return [
    ...standIns.map((name) => ({
      what: `a stand-in for the master of StatefulSet ${name} is still there`,
      cause,
      effect: 'who leads the cluster is not the pod that ought to',
    })),
    ...heldRollouts.map((name) => ({
      what: `StatefulSet ${name} is still kept from rolling its pods`,
      cause,
      effect: 'a change of its template reaches no pod by itself',
    })),
    ...(resetAllocation
      ? [
          {
            what:
              excludedNodes.length === 0
                ? 'allocation is still held at primaries'
                : `allocation is still restricted, and shards are kept off ${firstNames(excludedNodes)}`,
            cause,
            effect: 'replicas do not find a place, so that a node that fails may take shards with it',
          },
        ]
      : []),
  ];
}

function templateDrift({ name, statefulSet, isBeingRecreated }: StatefulSetFacts): Drift {
  return {
    what: isBeingRecreated
      ? `StatefulSet ${name} was left half re-created`
      : `StatefulSet ${name} no longer mounts the backup volume`,
    cause: isBeingRecreated ? 'a setup was ended in between' : writtenBy(statefulSet),
    effect: 'the next pod that restarts is without the backup volume',
  };
}

function repositoryDrift({ elasticsearch, repository }: SetupFacts): Drift[] {
  const { isRegistered, differences, fault } = elasticsearch.repository;
  const effect = 'backups and restores cannot run';
  if (!isRegistered)
    return [{ what: `repository ${repository.name} is not registered`, cause: 'somebody removed it', effect }];
  return [
    ...(differences.length === 0
      ? []
      : [
          {
            what: `repository ${repository.name} is not as logkeep.yaml says: ${differences.join(', ')}`,
            cause: 'somebody registered it anew, or logkeep.yaml was changed',
            effect: 'backups go somewhere else',
          },
        ]),
    ...(fault === null
      ? []
      : [{ what: `repository ${repository.name} cannot be used by every node`, cause: fault, effect }]),
  ];
}

/** logkeep.yaml wants it suspended. */
function curatorDrift(cronJob: string): Drift {
  return {
    what: `CronJob ${cronJob}, Curator, is not suspended`,
    cause: 'somebody resumed or created it, or setup has not run since logkeep.yaml says so',
    effect: 'it deletes days by age, whether they are in a backup or not',
  };
}

/** Who wrote an object last, from its managed fields. */
function writtenBy(manifest: Manifest | null): string {
  const last = [...(manifest?.metadata.managedFields ?? [])]
    .filter(({ manager }) => manager !== 'logkeep' && manager !== 'kube-controller-manager')
    .sort((a, b) => (b.time ?? '').localeCompare(a.time ?? ''))[0];
  // Taking something out leaves no trace: what was written when the object was made tells nothing.
  const isOld = last?.time !== undefined && last.time <= (manifest?.metadata.creationTimestamp ?? '');
  if (last?.manager === undefined || isOld) return 'who did it cannot be told';
  const who = isHelm(last.manager, manifest) ? `Helm (${last.manager}), which applied a chart again` : last.manager;
  return `last written by ${who}${last.time === undefined ? '' : ` at ${last.time}`}`;
}

/** Until 3.6, Helm writes under the name of the library that it is made with: then the chart's labels tell. */
function isHelm(manager: string, manifest: Manifest | null): boolean {
  if (/helm|tiller/i.test(manager)) return true;
  const labels = manifest?.metadata.labels ?? {};
  const keeper = labels['heritage'] ?? labels['app.kubernetes.io/managed-by'] ?? '';
  return manager === 'Go-http-client' && /^(helm|tiller)$/i.test(keeper);
}
