import { z } from 'zod';
import { getClaim } from '../../src/kubernetes/claims';
import { eventually } from './eventually';
import { namespace } from './kubesphere';
import type { KubeSphere } from './kubesphere';

/** A storage class as an administrator has made it, with what makes volumes for it. */
export interface ClassKind {
  name: string;
  provisioner: string;
  /** Does for a claim of the class what belongs to its kind; returns what has to be removed besides the class. */
  serve?: (kubesphere: KubeSphere, claim: string) => Promise<string[]>;
}

/** Creates a class and lets it serve a claim that is yet to come. */
export async function makeClass(
  kubesphere: KubeSphere,
  { name, provisioner, serve }: ClassKind,
  claim: string,
): Promise<{ remove: () => Promise<void> }> {
  const { api } = kubesphere.direct.kubernetes;
  const path = '/apis/storage.k8s.io/v1/storageclasses';
  const body = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner };
  await api.send({ method: 'POST', path, body }, z.unknown());
  const made = (await serve?.(kubesphere, claim)) ?? [];
  return {
    remove: async () => {
      for (const one of [`${path}/${name}`, ...made]) await api.send({ method: 'DELETE', path: one }, z.unknown());
    },
  };
}

/** Nothing runs that would make its volumes. */
export const ofNobody: ClassKind = { name: 'nobody-provisions', provisioner: 'example.com/nobody' };

/** Volumes are made by hand, and the free one is for a single node. */
export const byHandForOneNode: ClassKind = {
  name: 'by-hand',
  provisioner: 'kubernetes.io/no-provisioner',
  serve: async ({ world, direct }) => {
    const spec = {
      ...{ accessModes: ['ReadWriteOnce'], storageClassName: 'by-hand', capacity: { storage: '200Gi' } },
      hostPath: { path: `${world.storageFolder}/by-hand` },
    };
    const body = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'by-hand-for-one-node' }, spec };
    const path = '/api/v1/persistentvolumes';
    await direct.kubernetes.api.send({ method: 'POST', path, body }, z.unknown());
    return [`${path}/by-hand-for-one-node`];
  },
};

/**
 * Disks that one node alone can attach. No such driver runs here: the class is real and so is the claim, and what the
 * driver of EBS says to it is said in its place.
 */
export const ofDisks: ClassKind = {
  name: 'disks',
  provisioner: 'ebs.csi.aws.com',
  serve: ({ direct: { kubernetes } }, name) => {
    const refuse = async () => {
      const claim = await eventually(() => getClaim(kubernetes.api, namespace, name));
      const { uid } = claim.metadata;
      const time = new Date().toISOString().replace(/\.\d+/, '');
      const event = {
        metadata: { generateName: `${name}.` },
        involvedObject: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
        ...{ type: 'Warning', reason: 'ProvisioningFailed', source: { component: 'ebs.csi.aws.com' } },
        message:
          'failed to provision volume with StorageClass "disks": rpc error: code = InvalidArgument desc = Volume capabilities MULTI_NODE_MULTI_WRITER not supported. Only AccessModes[ReadWriteOnce] supported.',
        ...{ firstTimestamp: time, lastTimestamp: time, count: 1 },
      };
      const path = `/api/v1/namespaces/${namespace}/events`;
      await kubernetes.api.send({ method: 'POST', path, body: event }, z.unknown());
    };
    void refuse();
    return Promise.resolve([]);
  },
};
