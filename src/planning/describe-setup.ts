import { deletedWithClaim } from './claim';
import { count, firstNames } from './listing';
import { pingTimeout } from './quick-election';
import type { SetupFacts } from './setup-facts';
import type { SetupSteps } from './setup-steps';
import type { SetupWish } from './setup-wish';

export function describeChanges(
  { kubernetes, elasticsearch, repository }: SetupFacts,
  steps: SetupSteps,
  wish: SetupWish,
): string[] {
  const { claim, configMap } = kubernetes?.settings ?? {};
  const change = (name: string): string =>
    wish.mode === 'patch'
      ? `patch StatefulSet ${name}`
      : `delete StatefulSet ${name} and create it anew around its running pods`;
  const interrupted =
    kubernetes?.statefulSets.filter(({ isBeingRecreated }) => isBeingRecreated).map(({ name }) => name) ?? [];
  return [
    ...steps.standIns.map((name) => `send away the stand-in of ${name}, left from an interrupted run`),
    ...describeReset(elasticsearch, steps),
    ...(steps.createClaim && claim !== undefined
      ? [`create claim ${claim.name} (${claim.size}, ${claim.storageClass ?? 'the default class'}, ReadWriteMany)`]
      : []),
    ...(steps.retainVolume && claim !== undefined
      ? [`set the reclaim policy of the volume of claim ${claim.name} to Retain`]
      : []),
    ...steps.changeTemplates.map((name) =>
      interrupted.includes(name)
        ? `finish the interrupted re-creation of StatefulSet ${name}`
        : `${change(name)}: mount the backup volume at ${repository.mountPath}`,
    ),
    ...(steps.editPathRepo && configMap !== undefined
      ? [`add ${repository.mountPath} to path.repo in ConfigMap ${configMap.name}, ${configMap.key}`]
      : []),
    ...describeElection(kubernetes, steps.quickenElection, steps.restarts),
    ...steps.restarts.map(({ pod, reason }) => `restart ${pod}: ${reason}`),
    ...steps.heldRollouts.map((name) => `give StatefulSet ${name} its own update strategy back`),
    ...(steps.registerRepository ? [describeRegistration(elasticsearch.repository, repository, steps)] : []),
  ];
}

/** A line in elasticsearch.yml that is there only for a while. */
export function describeElection(
  kubernetes: SetupFacts['kubernetes'],
  quickens: boolean,
  restarts: SetupSteps['restarts'],
): string[] {
  if (!quickens || kubernetes === undefined) return [];
  const { name } = kubernetes.settings.configMap;
  return restarts.length === 0
    ? [`take ${pingTimeout} out of ConfigMap ${name}, left from an interrupted restart`]
    : [`set ${pingTimeout} in ConfigMap ${name} until the pods are restarted, so that they elect a master sooner`];
}

/** What is reset of allocation, a sentence; none where nothing was left. */
export function describeReset(
  { allocation }: SetupFacts['elasticsearch'],
  { resetAllocation, excludedNodes }: Pick<SetupSteps, 'resetAllocation' | 'excludedNodes'>,
): string[] {
  if (!resetAllocation) return [];
  const settings = [
    ...(allocation.transient === 'primaries' ? ['cluster.routing.allocation.enable'] : []),
    ...(excludedNodes.length > 0 ? [`the exclusion of ${excludedNodes.join(', ')}`] : []),
  ];
  return [`reset ${settings.join(' and ')}, left from an interrupted restart`];
}

function describeRegistration(
  { isRegistered, differences, fault }: SetupFacts['elasticsearch']['repository'],
  { name, type }: SetupFacts['repository'],
  { prove }: SetupSteps,
): string {
  const why = differences.length > 0 ? differences.join(', ') : (fault ?? '');
  const register = isRegistered
    ? `register repository ${name} again (${why})`
    : `register repository ${name} (${type})`;
  return prove
    ? `${register}, verify it on every node, and prove it with a small snapshot and restore`
    : `${register} and verify it on every node`;
}

export function describeAdopted({ kubernetes, repository }: SetupFacts, steps: SetupSteps): string[] {
  if (kubernetes === undefined)
    return steps.registerRepository ? [] : [`repository ${repository.name} is registered and every node can use it`];
  const { settings, statefulSets } = kubernetes;
  return [
    ...(steps.createClaim ? [] : [`claim ${settings.claim.name} exists`]),
    ...(steps.editPathRepo ? [] : [`path.repo in ConfigMap ${settings.configMap.name} has ${repository.mountPath}`]),
    ...statefulSets
      .filter(({ name, statefulSet }) => statefulSet !== null && !steps.changeTemplates.includes(name))
      .map(
        ({ name, additions }) =>
          `StatefulSet ${name} mounts the backup volume${additions === 'adopted' ? ' (by hand: left as it is)' : ''}`,
      ),
    ...(steps.restarts.length === 0 && statefulSets.every(({ pods }) => pods.length > 0)
      ? ['every pod runs with it']
      : []),
    ...(steps.registerRepository ? [] : [`repository ${repository.name} is registered and every node can use it`]),
  ];
}

/** What a restart interrupts that cannot be avoided. */
export interface Interruption {
  /** Whether a master is restarted that no other can replace meanwhile. */
  losesMaster: boolean;
  /** The indices of which only a node to be restarted has a copy. */
  indices: readonly string[];
}

/** Figures measured on the genuine KubeSphere stack. */
export function describeCost(
  { restarts, handOver }: Pick<SetupSteps, 'restarts' | 'handOver'>,
  { losesMaster, indices }: Interruption,
): string {
  if (restarts.length === 0) return 'No pod is restarted.';
  const pods =
    restarts.length === 1
      ? '1 pod restarted when the cluster is green'
      : `${count(restarts.length, 'pod')} restarted one after the other, each when the cluster is green`;
  const pauses = [
    ...(indices.length === 0
      ? []
      : [
          `${count(indices.length, 'index', 'indices')} without a replica away for about a minute (${firstNames(indices)})`,
        ]),
    ...(losesMaster ? [handOver ? handedOver : notHandedOver] : []),
  ];
  return `${[pods, ...(pauses.length === 0 ? ['writers should not notice'] : pauses)].join('; ')}.`;
}

const handedOver = 'the single master is handed over to a stand-in and back, with a pause in writing of about 3 s each';
const notHandedOver = 'while its master restarts the cluster takes no writes for about 45 s';

/** The warnings that a plan comes with. */
export function describeWarnings({ kubernetes, elasticsearch }: SetupFacts, steps: SetupSteps): string[] {
  if (kubernetes === undefined) return [];
  const isLost = kubernetes.volumeIsDeletedWithClaim === true && !steps.retainVolume;
  const excluded = elasticsearch.excludedNodes.filter((name) => !steps.excludedNodes.includes(name));
  return [
    ...(steps.restarts.length === 0 || kubernetes.missingExecRights.length === 0
      ? []
      : [
          `logkeep's account may not ${kubernetes.missingExecRights.join(', ')}: drain hooks take their whole grace period, and a master is not ended before its pod goes; deploy/rbac has a ready Role`,
        ]),
    ...(isLost ? [deletedWithClaim(kubernetes.settings.claim.name)] : []),
    ...(excluded.length === 0
      ? []
      : [
          `cluster.routing.allocation.exclude._name keeps shards off ${firstNames(excluded)}: not set by logkeep, so left as it is`,
        ]),
  ];
}
