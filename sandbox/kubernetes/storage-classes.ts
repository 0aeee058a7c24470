import { StorageV1Api } from '@kubernetes/client-node';
import { apiFor } from './api-for';

/** Creates the classes that KubeSphere and its users know; volumes of both are folders on the node. */
export async function createStorageClasses(kubeconfig: string): Promise<void> {
  const api = apiFor(kubeconfig, StorageV1Api);
  const existing = new Set((await api.listStorageClass()).items.map(({ metadata }) => metadata?.name));
  for (const [name, isDefault] of [
    ['nfs-client', false],
    ['local', true],
  ] as const) {
    if (existing.has(name)) continue;
    const annotations: Record<string, string> = isDefault
      ? { 'storageclass.kubernetes.io/is-default-class': 'true' }
      : {};
    await api.createStorageClass({ body: { metadata: { name, annotations }, provisioner: 'kubernetes.io/host-path' } });
  }
}
