import { CoreV1Api } from '@kubernetes/client-node';
import type { Addresses } from './addresses';
import { request } from '../servers/http';
import { apiFor } from './api-for';
import { credentialFiles } from './configuration/credentials';
import { configurationFolder } from './configuration/node-files';

/** Whether the cluster's node takes pods and its DNS answers. */
export async function nodeIsReady(directory: string, addresses: Addresses): Promise<boolean> {
  const api = apiFor(credentialFiles(configurationFolder(directory)).kubeconfig('admin'), CoreV1Api);
  const { items } = await api.listNode();
  const conditions = items.flatMap((node) => node.status?.conditions ?? []);
  if (!conditions.some(({ type, status }) => type === 'Ready' && status === 'True')) return false;
  return (await request({ url: `http://${addresses.node}:8181` }, '/ready', { timeoutMs: 2000 })).status === 200;
}
