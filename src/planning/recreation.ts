import { fromBase64, toBase64 } from './base64';
import type { Secret, StatefulSet } from './manifest';
import { ownLabels } from './own-labels';
import { recreationSecret } from './required-rights';
import { restorable } from './restorable';

/** What a StatefulSet is to become, and which one it is to replace. */
export interface Recreation {
  oldUid: string;
  /** The generation that `desired` was made from: a later one has changes that it lacks. */
  oldGeneration: number;
  desired: StatefulSet;
}

/** The Secret that keeps a re-creation while there is no StatefulSet: kubectl and a later run can finish it. */
export function recreationState(cluster: string, { oldUid, oldGeneration, desired }: Recreation): Secret {
  const { name, namespace } = desired.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'Opaque',
    metadata: {
      name: recreationSecret(name),
      ...(namespace === undefined ? {} : { namespace }),
      labels: ownLabels(cluster),
    },
    data: {
      'old-uid': toBase64(oldUid),
      'old-generation': toBase64(String(oldGeneration)),
      'statefulset.json': toBase64(JSON.stringify(restorable(desired), null, 2)),
    },
  };
}

/** Reads the Secret back. @throws SyntaxError or DOMException when somebody has changed it. */
export function readRecreation({ data = {} }: Secret): Recreation {
  return {
    oldUid: fromBase64(data['old-uid'] ?? ''),
    oldGeneration: Number(fromBase64(data['old-generation'] ?? '')),
    desired: JSON.parse(fromBase64(data['statefulset.json'] ?? '')) as StatefulSet,
  };
}

/**
 * Whether a remembered re-creation must not be carried out any more: an ended run has left it, and the StatefulSet has
 * been changed since, or is another one without the backup volume.
 */
export function isStale(existing: StatefulSet, { oldUid, oldGeneration }: Recreation, hasVolume: boolean): boolean {
  const { uid, generation } = existing.metadata;
  return uid === oldUid ? generation !== oldGeneration : !hasVolume;
}

/** Whether nothing has been deleted yet: then a re-creation that is not wanted any more is just forgotten. */
export function isUntouched(existing: StatefulSet | null, { oldUid }: Recreation): boolean {
  return existing !== null && existing.metadata.uid === oldUid && existing.metadata.deletionTimestamp === undefined;
}

/** What comes next, from what is there: each step can be repeated, and a crash between two of them loses nothing. */
export function recreationStep(existingUid: string | null, { oldUid }: Recreation): 'delete' | 'create' | 'done' {
  if (existingUid === null) return 'create';
  return existingUid === oldUid ? 'delete' : 'done';
}
