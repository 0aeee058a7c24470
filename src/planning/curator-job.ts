import type { Container, CronJob, PodSpec } from './manifest';

/** What a text has to be part of to be Curator's image or command, whatever the CronJob is called. */
const curator = /curator/i;

/** Whether a CronJob runs Curator, as its image or command says. */
export function runsCurator({ spec }: CronJob): boolean {
  return containersOf(spec.jobTemplate.spec.template.spec).some(isCurator);
}

/** The ConfigMaps that Curator's containers mount: one of them has the action file, under whatever name. */
export function configMapsOfCurator({ spec }: CronJob): string[] {
  const pod = spec.jobTemplate.spec.template.spec;
  const mounts = containersOf(pod)
    .filter(isCurator)
    .flatMap(({ volumeMounts = [] }) => volumeMounts);
  const volumes = (pod.volumes ?? []).filter(({ name }) => mounts.some((mount) => mount.name === name));
  return [...new Set(volumes.flatMap(({ configMap }) => configMap?.name ?? []))];
}

function containersOf({ containers, initContainers = [] }: PodSpec): Container[] {
  return [...initContainers, ...containers];
}

function isCurator({ image = '', command = [], args = [] }: Container): boolean {
  return [lastPart(image), ...command.map(lastPart), ...args.map(lastPart)].some((text) => curator.test(text));
}

/** Of a path or an image: a registry or a folder may be called after something else that it also holds. */
function lastPart(path: string): string {
  return path.split('/').at(-1) ?? '';
}
