import { z } from 'zod';
import { NotFound, UidMismatch } from './errors';
import type { Kubernetes } from './kubernetes';

export interface DeleteOptions {
  /** Only this very object is deleted, never a later one of the same name. */
  uid?: string;
  /** And only in this state of it; it moves with every status, so it is often stale. */
  resourceVersion?: string;
  graceSeconds?: number;
  /** `Orphan` leaves what belongs to the object; the default of the server deletes it too. */
  propagation?: 'Orphan' | 'Background' | 'Foreground';
}

/** `deleted`: the server has been told; `gone`: it was not there; `replaced`: another object has its name. */
export type Deletion = 'deleted' | 'gone' | 'replaced';

/** Deletes one object; to ask twice is harmless. @throws Conflict when it is not in that state any more. */
export async function deleteObject(
  kubernetes: Kubernetes,
  path: string,
  { uid, resourceVersion, graceSeconds, propagation }: DeleteOptions = {},
): Promise<Deletion> {
  const body = {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    ...(uid === undefined
      ? {}
      : { preconditions: { uid, ...(resourceVersion === undefined ? {} : { resourceVersion }) } }),
    ...(graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds }),
    ...(propagation === undefined ? {} : { propagationPolicy: propagation }),
  };
  try {
    await kubernetes.send({ method: 'DELETE', path, body }, z.unknown());
    return 'deleted';
  } catch (error) {
    if (error instanceof NotFound) return 'gone';
    if (error instanceof UidMismatch) return 'replaced';
    throw error;
  }
}
