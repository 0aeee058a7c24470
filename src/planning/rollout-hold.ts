import type { StatefulSet } from './manifest';

type UpdateStrategy = NonNullable<StatefulSet['spec']['updateStrategy']>;

/** Where a StatefulSet remembers its own update strategy while logkeep restarts its pods. */
export const strategyAnnotation = 'logkeep/update-strategy';

/** The strategy that a StatefulSet had before it was held; null when it is not held. */
export function heldStrategy({ metadata }: StatefulSet): UpdateStrategy | null {
  const text = metadata.annotations?.[strategyAnnotation];
  return text === undefined ? null : (JSON.parse(text) as UpdateStrategy);
}

/** The merge patch that keeps Kubernetes from restarting pods by itself, or null when it would not anyway. */
export function holdPatch(statefulSet: StatefulSet): object | null {
  const { updateStrategy = { type: 'RollingUpdate' } } = statefulSet.spec;
  if (updateStrategy.type === 'OnDelete') return null;
  return {
    metadata: { annotations: { [strategyAnnotation]: JSON.stringify(updateStrategy) } },
    spec: { updateStrategy: { type: 'OnDelete', rollingUpdate: null } },
  };
}

/** The merge patch that gives the strategy back. */
export function releasePatch(statefulSet: StatefulSet): object {
  return {
    metadata: { annotations: { [strategyAnnotation]: null } },
    spec: { updateStrategy: heldStrategy(statefulSet) },
  };
}
