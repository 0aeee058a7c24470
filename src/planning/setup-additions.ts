import type { KubernetesSettings } from './kubernetes-settings';
import type { StatefulSet } from './manifest';
import { volumeFolder } from './repository-definition';
import type { RepositorySettings } from './repository-definition';
import type { Additions } from './template-additions';

/** What decides about the additions besides the StatefulSet. */
export interface SetupTarget {
  /** The cluster of logkeep.yaml. */
  cluster: string;
  kubernetes: KubernetesSettings;
  repository: RepositorySettings;
}

/** What setup adds to a StatefulSet. @param chown whether the volume has to be given to Elasticsearch's user. */
export function additionsFor({ spec }: StatefulSet, target: SetupTarget, chown: boolean): Additions {
  const { claim, container } = target.kubernetes;
  return {
    ...{ container, chown },
    claim: claim.name,
    mountPath: target.repository.mountPath,
    image: spec.template.spec.containers.find(({ name }) => name === container)?.image ?? '',
    folder: volumeFolder(target.repository, target.cluster),
  };
}
