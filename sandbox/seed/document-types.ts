import { requestJson } from '../servers/http';
import type { Access } from '../servers/http';

/** Whether documents still need a type: up to Elasticsearch 6. */
export async function hasDocumentTypes(access: Access): Promise<boolean> {
  // Not GET /: some of the sandbox's distributions lack it.
  const { nodes } = await requestJson<{ nodes: Record<string, { version: string }> }>(
    access,
    '/_nodes?filter_path=nodes.*.version',
  );
  return Object.values(nodes).some(({ version }) => version.startsWith('6.'));
}
