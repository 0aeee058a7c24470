import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { KubeSphere } from './kubesphere';
import { namespace } from './kubesphere';

/** A volume of a kind, made by hand as an administrator would, with its claim bound to it. */
export interface BackupVolume {
  claim: string;
  /** Where it lies, on the node and on this machine. */
  path: string;
  remove(): Promise<void>;
}

export interface VolumeKind {
  /** Shell commands that run among the node's mounts and make `$1` what it is to be. */
  prepare: string;
  /** Takes it away again. */
  clear: string;
  accessModes?: string[];
}

/** Creates a folder on the node, a PersistentVolume on it, and a claim for that. */
export async function makeVolume({ world, direct }: KubeSphere, kind: VolumeKind): Promise<BackupVolume> {
  const name = `backup-${randomBytes(4).toString('hex')}`;
  const path = `${world.storageFolder}/${name}`;
  await world.run('/bin/sh', '-ec', kind.prepare, 'sh', path);
  const { api } = direct.kubernetes;
  const { accessModes = ['ReadWriteMany'] } = kind;
  const storage = '1Gi';
  const volume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      ...{ accessModes, storageClassName: '', capacity: { storage }, persistentVolumeReclaimPolicy: 'Retain' },
      hostPath: { path, type: 'Directory' },
      claimRef: { namespace, name },
    },
  };
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes, storageClassName: '', volumeName: name, resources: { requests: { storage } } },
  };
  const claims = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
  await api.send({ method: 'POST', path: '/api/v1/persistentvolumes', body: volume }, z.unknown());
  await api.send({ method: 'POST', path: claims, body: claim }, z.unknown());
  return {
    claim: name,
    path,
    remove: async () => {
      await api.send({ method: 'DELETE', path: `${claims}/${name}` }, z.unknown());
      await api.send({ method: 'DELETE', path: `/api/v1/persistentvolumes/${name}` }, z.unknown());
      await world.run('/bin/sh', '-c', kind.clear, 'sh', path);
    },
  };
}

/** Owned by root, as a fresh export often is; root may give it away. */
export const rootOwned: VolumeKind = {
  prepare: 'mkdir "$1"; chmod 755 "$1"',
  clear: 'rm -rf "$1"',
};

/**
 * Not even root may change anything in it, as NFS with root_squash answers: "Operation not permitted". In memory: left
 * on the disk by a test that was killed, nobody could delete it.
 */
export const rootSquashed: VolumeKind = {
  prepare: 'mkdir "$1"; mount -t tmpfs tmpfs "$1"; chmod 755 "$1"; chattr +i "$1"',
  clear: 'umount "$1"; rmdir "$1"',
};

export const readOnly: VolumeKind = {
  prepare: 'mkdir "$1"; mount -t tmpfs -o ro tmpfs "$1"',
  clear: 'umount "$1"; rmdir "$1"',
};

/** As the provisioner of KubeSphere's class makes it. */
export const writable: VolumeKind = {
  prepare: 'mkdir "$1"; chmod 777 "$1"',
  clear: 'rm -rf "$1"',
};

/** What one node alone may use. */
export const forOneNode: VolumeKind = { ...writable, accessModes: ['ReadWriteOnce'] };

/** One that another cluster has its snapshots in, in the folder of this one. */
export const ofAnotherCluster: VolumeKind = {
  prepare: `mkdir -p "$1/kubesphere"; echo cluster_uuid=somebody-elses > "$1/kubesphere/.logkeep-owner"; chmod -R 777 "$1"`,
  clear: 'rm -rf "$1"',
};
