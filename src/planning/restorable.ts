import type { Manifest, Metadata } from './manifest';

/** What the server alone writes. An owner's uid would be stale, and the garbage collector would take the object away. */
const serverOwned = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
  'ownerReferences',
];

/** Left behind by a delete under way; an object created with one of them would be deleted the same way later. */
const deletionFinalizers = ['orphan', 'foregroundDeletion'];

/**
 * An object as `kubectl create` or `kubectl replace` accepts it later. Everything that the server does not write itself
 * stays, known to logkeep or not: annotations of Helm and of kubectl, finalizers, empty objects such as `emptyDir: {}`.
 */
export function restorable<M extends Manifest>(manifest: M): M {
  const fields = Object.entries(manifest).filter(([field]) => field !== 'status');
  return { ...(Object.fromEntries(fields) as M), metadata: restorableMetadata(manifest.metadata) };
}

function restorableMetadata({ finalizers, ...others }: Metadata): Metadata {
  const kept = Object.fromEntries(Object.entries(others).filter(([field]) => !serverOwned.includes(field))) as Metadata;
  const keptFinalizers = finalizers?.filter((finalizer) => !deletionFinalizers.includes(finalizer)) ?? [];
  return keptFinalizers.length === 0 ? kept : { ...kept, finalizers: keptFinalizers };
}
