import type { Pod, StatefulSet, Volume } from './manifest';

/**
 * The pod that a StatefulSet would make, to be created with `dryRun: All`: only a pod meets the admission of pods (pod
 * security, quotas, webhooks), the StatefulSet itself is accepted whatever its pods would meet. It keeps all labels,
 * because policies choose by them; a dry run stores nothing, so no Service and no controller ever sees them.
 * @param name one that no pod has; not `<StatefulSet>-<number>`, so that it could not be adopted even by mistake.
 */
export function podFromTemplate(statefulSet: StatefulSet, name: string): Pod {
  const { metadata = {}, spec } = statefulSet.spec.template;
  const { labels, annotations } = metadata;
  const { namespace } = statefulSet.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
    },
    spec: { ...spec, volumes: volumesOf(statefulSet) },
  };
}

/** As the controller does: a claim of its own for each template, in place of a volume of the same name. */
function volumesOf({ metadata, spec }: StatefulSet): Volume[] {
  const claimed = (spec.volumeClaimTemplates ?? []).map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: `${name}-${metadata.name}-${firstOrdinal(spec)}` },
  }));
  const names = claimed.map(({ name }) => name);
  return [...(spec.template.spec.volumes ?? []).filter(({ name }) => !names.includes(name)), ...claimed];
}

function firstOrdinal({ ordinals }: StatefulSet['spec']): number {
  return (ordinals as { start?: number } | undefined)?.start ?? 0;
}
