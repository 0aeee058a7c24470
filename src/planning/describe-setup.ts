import { deletedWithClaim } from './claim';
import { count, firstNames } from './listing';
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
    ...(steps.createClaim && claim !== undefined
      ? [`create claim ${claim.name} (${claim.size}, ${claim.storageClass ?? 'the default class'}, ReadWriteMany)`]
      : []),
    ...(steps.editPathRepo && configMap !== undefined
      ? [`add ${repository.mountPath} to path.repo in ConfigMap ${configMap.name}, ${configMap.key}`]
      : []),
    ...steps.changeTemplates.map((name) =>
      interrupted.includes(name)
        ? `finish the interrupted re-creation of StatefulSet ${name}`
        : `${change(name)}: mount the backup volume at ${repository.mountPath}`,
    ),
    ...steps.restarts.map(({ pod, reason }) => `restart ${pod}: ${reason}`),
    ...(steps.registerRepository ? [describeRegistration(elasticsearch.repository, repository, steps)] : []),
  ];
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
  /** Whether the only master is among the pods to be restarted. */
  singleMaster: boolean;
  /** The indices of which only a node to be restarted has a copy. */
  indices: readonly string[];
}

/** Figures measured on the genuine KubeSphere stack. */
export function describeCost(
  { restarts, handOver }: Pick<SetupSteps, 'restarts' | 'handOver'>,
  { singleMaster, indices }: Interruption,
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
    ...(singleMaster ? [handOver ? handedOver : notHandedOver] : []),
  ];
  return `${[pods, ...(pauses.length === 0 ? ['writers should not notice'] : pauses)].join('; ')}.`;
}

const handedOver = 'the single master is handed over to a stand-in and back, with a pause in writing of about 3 s each';
const notHandedOver = 'without its single master the cluster takes no writes for about 45 s';

export function describeWarnings({ kubernetes, elasticsearch }: SetupFacts): string[] {
  const { allocation, excludedNodes } = elasticsearch;
  return [
    ...(kubernetes?.volumeIsDeletedWithClaim === true ? [deletedWithClaim(kubernetes.settings.claim.name)] : []),
    ...(allocation.transient === 'primaries'
      ? [
          'cluster.routing.allocation.enable is primaries, as an interrupted restart leaves it: replicas get no node until it is reset to null',
        ]
      : []),
    ...(excludedNodes.length > 0
      ? [
          `${excludedNodes.join(', ')} ${excludedNodes.length === 1 ? 'is' : 'are'} excluded from allocation, as an interrupted drain leaves it: no new shard goes there until the name is taken out of cluster.routing.allocation.exclude._name`,
        ]
      : []),
  ];
}
