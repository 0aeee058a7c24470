import type { Manifest, StatefulSet } from '../planning/manifest';
import { deleteObject } from './delete-object';
import { NotFound } from './errors';
import { insteadOf } from '../planning/instead-of';
import type { Kubernetes } from './kubernetes';
import { manifestSchema } from './manifest-schema';
import { resourcePath } from './resource-path';
import { patchTypes, writing } from './write-options';
import type { WriteOptions } from './write-options';

const resource = { apiVersion: 'apps/v1', plural: 'statefulsets' };
const schema = manifestSchema<StatefulSet>('StatefulSet');

/** The StatefulSet with every field, or null when there is none of that name. */
export async function getStatefulSet(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
): Promise<StatefulSet | null> {
  const path = resourcePath(resource, namespace, name);
  return insteadOf(NotFound, kubernetes.send({ method: 'GET', path }, schema), null);
}

export interface ApplyOptions extends WriteOptions {
  /** Take fields over that another manager owns; its next apply then meets a conflict. */
  force?: boolean;
}

/**
 * Server-side apply: exactly these fields become logkeep's, and those that it applied before and no longer lists go.
 * With `metadata.uid` among the fields it can only change, never create.
 * @throws FieldConflict naming the other manager; UnsupportedPatch before Kubernetes 1.16; UidMismatch, Invalid.
 */
export async function applyStatefulSet(
  kubernetes: Kubernetes,
  namespace: string,
  fields: Manifest,
  options: ApplyOptions = {},
): Promise<StatefulSet> {
  const query = { ...writing(options), ...(options.force === true ? { force: true } : {}) };
  return patch(kubernetes, namespace, fields.metadata.name, patchTypes.apply, fields, query);
}

/**
 * Takes out everything that logkeep has applied and nothing else; what others own too stays.
 * @param uid of the StatefulSet that is meant, so that a missing one is not created.
 */
export async function removeApplied(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  uid: string,
  options: WriteOptions = {},
): Promise<StatefulSet> {
  const nothing = { apiVersion: resource.apiVersion, kind: 'StatefulSet', metadata: { name, uid } };
  return applyStatefulSet(kubernetes, namespace, nothing, options);
}

export interface StrategicPatchOptions extends WriteOptions {
  /** Only this very StatefulSet is changed, never a later one of the same name. */
  uid?: string;
}

/** Strategic merge patch: lists are merged by their keys, as kubectl does it. @throws UidMismatch, Invalid. */
export async function strategicPatchStatefulSet(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  change: object,
  options: StrategicPatchOptions = {},
): Promise<StatefulSet> {
  const { uid } = options;
  const body = uid === undefined ? change : withMetadata(change, { uid });
  return patch(kubernetes, namespace, name, patchTypes.strategic, body, writing(options));
}

export interface MergePatchOptions extends WriteOptions {
  /** Only this very StatefulSet is changed, never a later one of the same name. */
  uid?: string;
  /** The state that the change was decided on; it moves with every status, so it is often stale. */
  resourceVersion?: string;
}

/** JSON merge patch: lists are replaced as a whole. @throws Conflict when the StatefulSet has changed meanwhile. */
export async function mergePatchStatefulSet(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  change: object,
  options: MergePatchOptions = {},
): Promise<StatefulSet> {
  const { uid, resourceVersion } = options;
  const guard = {
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  };
  return patch(kubernetes, namespace, name, patchTypes.merge, withMetadata(change, guard), writing(options));
}

/** @throws AlreadyExists; BeingDeleted while the previous one of that name goes. */
export async function createStatefulSet(
  kubernetes: Kubernetes,
  namespace: string,
  manifest: Manifest,
  options: WriteOptions = {},
): Promise<StatefulSet> {
  const path = resourcePath(resource, namespace);
  return kubernetes.send({ method: 'POST', path, query: writing(options), body: manifest }, schema);
}

/**
 * Deletes the StatefulSet and leaves its pods running. To ask twice is harmless.
 * @param resourceVersion the state that this was decided on.
 * @throws Conflict when it has changed since.
 * @returns `deleted`; `gone` when there is none; `recreated` when another one has its name already.
 */
export async function orphanStatefulSet(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  uid: string,
  resourceVersion?: string,
): Promise<'deleted' | 'gone' | 'recreated'> {
  const path = resourcePath(resource, namespace, name);
  const state = resourceVersion === undefined ? {} : { resourceVersion };
  const deletion = await deleteObject(kubernetes, path, { uid, ...state, propagation: 'Orphan' });
  return deletion === 'replaced' ? 'recreated' : deletion;
}

async function patch(
  kubernetes: Kubernetes,
  namespace: string,
  name: string,
  contentType: string,
  body: object,
  query: Record<string, string | boolean>,
): Promise<StatefulSet> {
  const path = resourcePath(resource, namespace, name);
  return kubernetes.send({ method: 'PATCH', path, query, body, contentType }, schema);
}

function withMetadata(change: object, guard: { uid?: string; resourceVersion?: string }): object {
  const { metadata = {} } = change as { metadata?: object };
  return { ...change, metadata: { ...metadata, ...guard } };
}
