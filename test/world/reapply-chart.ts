import { z } from 'zod';
import { originalConfig } from './kubesphere-look';
import { namespace } from './kubesphere';
import type { KubeSphere } from './kubesphere';

/** Writes the chart's own elasticsearch.yml again, as Helm does: one string, replaced by its own, under Helm's name. */
export async function reapplyChart({ direct }: KubeSphere): Promise<void> {
  const { api, settings } = direct.kubernetes;
  const { key, name } = settings.configMap;
  const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`;
  const query = { fieldManager: 'helm' };
  const contentType = 'application/merge-patch+json';
  await api.send(
    { method: 'PATCH', path, query, body: { data: { [key]: originalConfig() } }, contentType },
    z.unknown(),
  );
}
