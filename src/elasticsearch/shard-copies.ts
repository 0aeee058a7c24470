import { z } from 'zod';
import type { Claim, ShardCopy } from '../planning/disk-fit/room';
import type { Elasticsearch } from './elasticsearch';
import { nameLists } from './request-line';

const copySchema = z
  .object({
    index: z.string(),
    shard: z.coerce.number(),
    prirep: z.string(),
    node: z.string().nullish(),
    store: z.string().nullish(),
    'unassigned.reason': z.string().nullish(),
  })
  .transform(({ index, shard, prirep, node, store, 'unassigned.reason': reason }): ShardCopy => ({
    index,
    shard,
    primary: prirep === 'p',
    node: node == null ? null : destination(node),
    bytes: Number(store ?? 0),
    // NEW_INDEX_RESTORED, EXISTING_INDEX_RESTORED
    ...(node == null && reason?.endsWith('_RESTORED') === true ? { awaitsRestore: true } : {}),
  }));

/** A copy on its way is shown as `from -> address id to`. */
function destination(node: string): string {
  return /^.+ -> \S+ \S+ (.+)$/.exec(node)?.[1] ?? node;
}

/** All copies of all shards, with those that have no node; of closed indices too where the server keeps them (7.2). */
export async function listShardCopies(elasticsearch: Elasticsearch): Promise<ShardCopy[]> {
  const query = {
    format: 'json',
    bytes: 'b',
    h: 'index,shard,prirep,node,store,unassigned.reason',
    s: 'index,shard,prirep',
  };
  return elasticsearch.send({ method: 'GET', path: '/_cat/shards', query }, z.array(copySchema));
}

/** The names of the nodes that hold a shard of the indices. @throws IndexMissing. */
export async function listHolders(elasticsearch: Elasticsearch, indices: readonly string[]): Promise<Set<string>> {
  const holders = new Set<string>();
  for (const list of nameLists(indices)) {
    const request = { method: 'GET', path: `/_cat/shards/${list}`, query: { format: 'json', h: 'node' } } as const;
    const rows = await elasticsearch.send(request, z.array(z.object({ node: z.string().nullish() })));
    for (const { node } of rows) if (node != null) holders.add(destination(node));
  }
  return holders;
}

const recoverySchema = z.record(
  z.string(),
  z.object({
    shards: z.array(
      z.object({
        target: z.object({ name: z.string() }),
        index: z.object({
          size: z.object({ total_in_bytes: z.number(), reused_in_bytes: z.number(), recovered_in_bytes: z.number() }),
        }),
      }),
    ),
  }),
);

/** What recoveries and relocations that are under way have still to write. */
export async function listArriving(elasticsearch: Elasticsearch): Promise<Claim[]> {
  const query = { active_only: true, filter_path: '*.shards.target.name,*.shards.index.size' };
  const byIndex = await elasticsearch.send({ method: 'GET', path: '/_recovery', query }, recoverySchema);
  return Object.values(byIndex)
    .flatMap(({ shards }) => shards)
    .map(({ target, index: { size } }) => ({
      node: target.name,
      bytes: size.total_in_bytes - size.reused_in_bytes - size.recovered_in_bytes,
    }))
    .filter(({ bytes }) => bytes > 0);
}
