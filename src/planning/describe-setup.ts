import { count } from './listing';
import type { SetupFacts } from './setup-facts';
import type { SetupSteps } from './setup-steps';
import type { SetupWish } from './setup-wish';

export function describeChanges(
  { kubernetes, elasticsearch, repository }: SetupFacts,
  steps: SetupSteps,
  wish: SetupWish,
): string[] {
  const { claim, configMap } = kubernetes?.settings ?? {};
  const how = wish.mode === 'patch' ? 'patch' : 'delete and create anew, around its running pods,';
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
        : `${how} StatefulSet ${name}: mount the backup volume at ${repository.mountPath}`,
    ),
    ...steps.restarts.map(({ pod, reason }) => `restart ${pod}: ${reason}`),
    ...(steps.registerRepository
      ? [describeRegistration(elasticsearch.repository, repository.name, repository.type)]
      : []),
  ];
}

function describeRegistration(
  { isRegistered, differences, fault }: SetupFacts['elasticsearch']['repository'],
  name: string,
  type: string,
): string {
  if (!isRegistered)
    return `register repository ${name} (${type}), verify it on every node, and prove it with a small snapshot and restore`;
  const why = differences.length > 0 ? differences.join(', ') : (fault ?? '');
  return `register repository ${name} again (${why}), verify it on every node, and prove it`;
}

export function describeAdopted({ kubernetes, repository }: SetupFacts, steps: SetupSteps): string[] {
  if (kubernetes === undefined)
    return steps.registerRepository ? [] : [`repository ${repository.name} is registered and every node can use it`];
  const { settings, statefulSets } = kubernetes;
  return [
    ...(steps.createClaim ? [] : [`claim ${settings.claim.name} exists`]),
    ...(steps.editPathRepo ? [] : [`path.repo in ConfigMap ${settings.configMap.name} has ${repository.mountPath}`]),
    ...statefulSets
      .filter(({ name }) => !steps.changeTemplates.includes(name))
      .map(
        ({ name, additions }) =>
          `StatefulSet ${name} mounts the backup volume${additions === 'adopted' ? ' (by hand: left as it is)' : ''}`,
      ),
    ...(steps.restarts.length === 0 ? ['every pod runs with it'] : []),
    ...(steps.registerRepository ? [] : [`repository ${repository.name} is registered and every node can use it`]),
  ];
}

/** Figures measured on the genuine KubeSphere stack. */
export function describeCost(
  { restarts, handOver }: Pick<SetupSteps, 'restarts' | 'handOver'>,
  restartsSingleMaster: boolean,
): string {
  if (restarts.length === 0) return 'No pod is restarted.';
  const pods = `${count(restarts.length, 'pod')} restarted one after the other, each when the cluster is green`;
  if (!restartsSingleMaster) return `${pods}; writers should not notice.`;
  return handOver
    ? `${pods}; the single master is handed over to a stand-in and back, with a pause in writing of about 3 s each.`
    : `${pods}; without its single master the cluster takes no writes for about 45 s.`;
}

export function describeWarnings({ kubernetes, elasticsearch }: SetupFacts): string[] {
  const { allocation, excludedNodes } = elasticsearch;
  return [
    ...(kubernetes?.volumeIsDeletedWithClaim === true
      ? [
          `the volume of claim ${kubernetes.settings.claim.name} has reclaim policy Delete: whoever deletes the claim deletes the snapshots; set kubernetes.claim.retainVolume, or the policy, to Retain`,
        ]
      : []),
    ...(allocation.transient === 'primaries'
      ? ['cluster.routing.allocation.enable is primaries, left from an interrupted restart; it will be reset']
      : []),
    ...(excludedNodes.length > 0
      ? [`${excludedNodes.join(', ')} excluded from allocation, left from an interrupted restart; this will be cleared`]
      : []),
  ];
}
