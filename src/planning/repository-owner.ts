/** The file in the cluster's folder of the volume that says which cluster writes there; Elasticsearch leaves it alone. */
export const ownerFile = '.logkeep-owner';

export interface Owner {
  clusterUuid: string;
  /** As in logkeep.yaml. */
  name: string;
}

/** What the file holds: lines that a person reads and a shell can write. */
export function ownerText({ clusterUuid, name }: Owner): string {
  return [
    '# The one cluster that writes snapshots into this folder. Written by logkeep.',
    `cluster_uuid=${clusterUuid}`,
    `cluster_name=${name}`,
    '',
  ].join('\n');
}

/** Who the file names, or null when it is not one of logkeep's. */
export function readOwner(text: string): Owner | null {
  const values = new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const match = /^\s*(cluster_uuid|cluster_name)=(.*?)\s*$/.exec(line);
      return match?.[1] === undefined ? [] : [[match[1], match[2] ?? ''] as const];
    }),
  );
  const clusterUuid = values.get('cluster_uuid') ?? '';
  return clusterUuid === '' ? null : { clusterUuid, name: values.get('cluster_name') ?? '' };
}

/** `write`: nobody owns the folder, so this cluster's name goes in. `own`, `reader`: nothing to do. */
export type OwnerVerdict = { kind: 'write' | 'own' | 'reader' } | { kind: 'refused'; problem: string };

/**
 * Whether a cluster may write into a folder.
 * @param found what the owner file holds, null when there is none.
 */
export function ownerVerdict(found: string | null, own: Owner, readonly: boolean): OwnerVerdict {
  if (readonly) return { kind: 'reader' };
  if (found === null || found.trim() === '') return { kind: 'write' };
  const owner = readOwner(found);
  const remedy = `give this cluster another repository.location or make it a reader (repository.readonly: true)`;
  if (owner === null) {
    const problem = `The folder's ${ownerFile} does not say which cluster writes there: ${remedy}, or delete that file if no other cluster does`;
    return { kind: 'refused', problem };
  }
  if (owner.clusterUuid === own.clusterUuid) return { kind: 'own' };
  const whom = owner.name === own.name ? `an earlier or another cluster named ${owner.name}` : `cluster ${owner.name}`;
  const problem = `The folder belongs to ${whom} (UUID ${owner.clusterUuid}), and two writers would destroy the snapshots: ${remedy}, or delete its ${ownerFile} if that cluster is gone for good`;
  return { kind: 'refused', problem };
}
