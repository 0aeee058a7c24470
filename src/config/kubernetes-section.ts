import { resolve } from 'node:path';
import { z } from 'zod';
import type { KubernetesSettings } from '../planning/kubernetes-settings';

// Kubernetes' own rules for names: DNS-1123.
const label = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'must be lower-case letters, digits and dashes, at most 63');
const objectName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, 'must be lower-case letters, digits, dashes and dots');

const setNames = z.array(objectName).refine((names) => new Set(names).size === names.length, {
  error: 'must name each StatefulSet once',
});

/** `clusters.<name>.kubernetes` as the file may say it. */
export const kubernetesSchema = z.strictObject({
  kubeconfig: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A kubeconfig file, relative to the folder of this file; default $KUBECONFIG, in-cluster, ~/.kube/config',
    ),
  context: z.string().min(1).optional().describe('Another context than the current one of the kubeconfig'),
  namespace: label.optional().describe('Where Elasticsearch runs'),
  statefulSets: z
    .strictObject({
      data: setNames.optional().describe('Those whose nodes hold data and cannot become master'),
      master: setNames.optional().describe('Those whose nodes can become master, also when they hold data too'),
    })
    .optional()
    .describe('The StatefulSets of Elasticsearch, by the role of their nodes'),
  configMap: z
    .strictObject({
      name: objectName.optional().describe('The ConfigMap with elasticsearch.yml'),
      key: z
        .string()
        .regex(/^[-._a-zA-Z0-9]+$/, 'must be letters, digits, dashes, dots and underscores')
        .optional()
        .describe('Where in it; default elasticsearch.yml'),
    })
    .optional(),
  container: label.optional().describe('The container of Elasticsearch in its pods'),
  claim: z
    .strictObject({
      name: objectName.optional().describe('Default elasticsearch-logging-backup'),
      storageClass: objectName.optional().describe("Default: the preset's, else the default class of the cluster"),
      size: z
        .string()
        .regex(
          /^0*[1-9][0-9]*(\.[0-9]+)?([KMGTPE]i|[kMGTPE]|[eE][0-9]+)?$/,
          'must be a size as Kubernetes writes it, such as 100Gi',
        )
        .optional()
        .describe('Default 100Gi'),
      retainVolume: z
        .boolean()
        .optional()
        .describe('Whether setup lets the volume outlive its claim (reclaim policy Retain); default false'),
    })
    .optional()
    .describe('The claim of the shared volume that snapshots are written to'),
  curator: z
    .enum(['report', 'suspend'], { error: 'must be report or suspend' })
    .optional()
    .describe('What is done about a Curator CronJob that deletes indices: report (the default), or suspend by setup'),
});

type Written = z.output<typeof kubernetesSchema>;

/** What a preset knows of a logging stack on Kubernetes. */
export interface KubernetesPreset {
  namespace: string;
  statefulSets: { data: string[]; master: string[] };
  configMap: string;
  container: string;
  storageClass: string;
}

/**
 * Fills in the preset and the defaults; returns everything that is nowhere instead.
 * @param folder where logkeep.yaml lies.
 */
export function resolveKubernetes(
  written: Written,
  preset: KubernetesPreset | undefined,
  folder: string,
): KubernetesSettings | string[] {
  const namespace = written.namespace ?? preset?.namespace;
  const configMap = written.configMap?.name ?? preset?.configMap;
  const container = written.container ?? preset?.container;
  const statefulSets = { ...nothing, ...preset?.statefulSets, ...written.statefulSets } as typeof nothing;
  const setsProblem = problemOf(statefulSets);
  if (namespace === undefined || configMap === undefined || container === undefined || setsProblem !== undefined) {
    return [
      ...(namespace === undefined ? ['kubernetes.namespace is missing: where Elasticsearch runs'] : []),
      ...(setsProblem === undefined ? [] : [setsProblem]),
      ...(configMap === undefined ? ['kubernetes.configMap.name is missing: the one with elasticsearch.yml'] : []),
      ...(container === undefined ? ['kubernetes.container is missing: the one of Elasticsearch in its pods'] : []),
    ];
  }
  const { kubeconfig, context } = written;
  return {
    ...(kubeconfig === undefined ? {} : { kubeconfig: resolve(folder, kubeconfig) }),
    ...(context === undefined ? {} : { context }),
    namespace,
    statefulSets,
    configMap: { name: configMap, key: written.configMap?.key ?? 'elasticsearch.yml' },
    container,
    claim: claimOf(written.claim, preset),
    curator: written.curator ?? 'report',
  };
}

const nothing: KubernetesSettings['statefulSets'] = { data: [], master: [] };

function problemOf({ data, master }: KubernetesSettings['statefulSets']): string | undefined {
  if (data.length + master.length === 0) {
    return 'kubernetes.statefulSets is missing: the StatefulSets of Elasticsearch, as data and master';
  }
  const twice = data.filter((name) => master.includes(name));
  if (twice.length === 0) return undefined;
  return `kubernetes.statefulSets names ${twice.join(', ')} as data and as master: leave it in master only`;
}

function claimOf(written: Written['claim'], preset: KubernetesPreset | undefined): KubernetesSettings['claim'] {
  const { name = 'elasticsearch-logging-backup', size = '100Gi', retainVolume = false } = written ?? {};
  const storageClass = written?.storageClass ?? preset?.storageClass;
  return { name, ...(storageClass === undefined ? {} : { storageClass }), size, retainVolume };
}
