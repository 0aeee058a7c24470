import { z } from 'zod';
import type { DataNode, Volume } from '../planning/disk-fit/room';
import type { Elasticsearch } from './elasticsearch';

const pathSchema = z.object({
  path: z.string().default(''),
  mount: z.string().optional(),
  total_in_bytes: z.number(),
  available_in_bytes: z.number(),
});
const nodeSchema = z.object({
  name: z.string(),
  host: z.string(),
  ip: z.string(),
  roles: z.array(z.string()).default([]),
  attributes: z.record(z.string(), z.string()).default({}),
  fs: z.object({ data: z.array(pathSchema).default([]) }).optional(),
});
const nodesSchema = z.object({ nodes: z.record(z.string(), nodeSchema).default({}) });

const fields = ['name', 'host', 'ip', 'roles', 'attributes', 'fs.data'].map((field) => `nodes.*.${field}`);

/** The nodes that hold the shards of ordinary indices, by name, with their disks as they are now (they look once a second). */
export async function listDataNodes(elasticsearch: Elasticsearch): Promise<DataNode[]> {
  const query = { filter_path: fields.join(',') };
  const { nodes } = await elasticsearch.send({ method: 'GET', path: '/_nodes/stats/fs', query }, nodesSchema);
  return Object.entries(nodes)
    .filter(([, { roles, fs }]) => roles.some(holdsIndices) && (fs?.data.length ?? 0) > 0)
    .map(([id, node]) => toDataNode(id, node))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Frozen nodes keep only mounted snapshots. */
function holdsIndices(role: string): boolean {
  return role !== 'data_frozen' && /^data(_|$)/.test(role);
}

function toDataNode(id: string, { fs, ip: address, roles: _, ...node }: z.output<typeof nodeSchema>): DataNode {
  const ip = address.replace(/:\d+$/, '');
  const volumes = (fs?.data ?? []).map(({ path, mount, ...sizes }): Volume => {
    const place = mount === undefined || mount.startsWith('?') ? `${id} ${path}` : `${ip} ${mount}`;
    return { id: place, totalBytes: sizes.total_in_bytes, freeBytes: Math.max(0, sizes.available_in_bytes) };
  });
  // Two data paths on one file system are one.
  return { ...node, id, ip, volumes: [...new Map(volumes.map((volume) => [volume.id, volume])).values()] };
}
