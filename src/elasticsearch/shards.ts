import { z } from 'zod';
import { halfRestored } from '../planning/shard-recovery';
import type { AllocationObjection, PrimaryShard, UnassignedShard } from '../planning/shard-recovery';
import type { Elasticsearch } from './elasticsearch';
import { assertStateRecovered } from './cluster-blocks';
import { nameLists } from './request-line';
import { IndexClosed, IndexMissing, Rejected } from './errors';

const shardsSchema = z.array(
  z.object({
    index: z.string(),
    shard: z.coerce.number(),
    prirep: z.string(),
    state: z.enum(['UNASSIGNED', 'INITIALIZING', 'STARTED', 'RELOCATING']),
  }),
);

/**
 * The primary shards of the indices as the routing table has them; an index that does not exist has none, nor has a
 * closed one on servers that refuse to tell them (OpenSearch 2.19).
 */
export async function getPrimaryShards(
  elasticsearch: Elasticsearch,
  indices: readonly string[],
): Promise<PrimaryShard[]> {
  try {
    const shards: PrimaryShard[] = [];
    for (const list of nameLists(indices)) shards.push(...(await readPrimaries(elasticsearch, list)));
    return shards;
  } catch (error) {
    if (!(error instanceof IndexMissing || error instanceof IndexClosed)) throw error;
    if (indices.length > 1)
      return (await Promise.all(indices.map((index) => getPrimaryShards(elasticsearch, [index])))).flat();
    if (error instanceof IndexMissing) await assertStateRecovered(elasticsearch);
    return [];
  }
}

async function readPrimaries(elasticsearch: Elasticsearch, list: string): Promise<PrimaryShard[]> {
  const query = { format: 'json', h: 'index,shard,prirep,state' };
  const shards = await elasticsearch.send({ method: 'GET', path: `/_cat/shards/${list}`, query }, shardsSchema);
  return shards.filter(({ prirep }) => prirep === 'p').map(({ index, shard, state }) => ({ index, shard, state }));
}

const decisionSchema = z.object({
  deciders: z.array(z.object({ decider: z.string(), decision: z.string(), explanation: z.string() })).default([]),
  store: z.object({ store_exception: z.object({ reason: z.string().nullish() }).optional() }).optional(),
});
const explanationSchema = z.object({
  unassigned_info: z.object({ details: z.string().optional(), reason: z.string().optional() }).optional(),
  can_allocate: z.string().optional(),
  allocate_explanation: z.string().optional(),
  node_allocation_decisions: z.array(decisionSchema).default([]),
});

/** Why a primary shard has no node, in the words of the deciders; null when it has got one in the meantime. */
export async function explainUnassigned(
  elasticsearch: Elasticsearch,
  { index, shard }: PrimaryShard,
): Promise<UnassignedShard | null> {
  const body = { index, shard, primary: true };
  try {
    // POST only because it has a body; it changes nothing.
    const found = await elasticsearch.send(
      { method: 'POST', path: '/_cluster/allocation/explain', body, timeout: 30_000 },
      explanationSchema,
    );
    if (found.unassigned_info === undefined) return null;
    const objections = found.node_allocation_decisions.flatMap(objectionsOf);
    const { details: lastFailure } = found.unassigned_info;
    const { can_allocate: verdict = '', allocate_explanation: explanation } = found;
    const waitsFor = passing.includes(verdict) ? undefined : explanation;
    return {
      ...{ index, shard, objections },
      ...(waitsFor === undefined ? {} : { waitsFor }),
      ...(lastFailure === undefined ? {} : { lastFailure }),
    };
  } catch (error) {
    if (error instanceof Rejected || error instanceof IndexMissing) return null;
    throw error;
  }
}

/** Verdicts on a shard whose turn will come by itself. */
const passing = ['yes', 'throttled', 'awaiting_info', ''];

function objectionsOf({ deciders, store }: z.output<typeof decisionSchema>): AllocationObjection[] {
  const broken = store?.store_exception;
  // The cluster was restarted during the restore: it has forgotten where the shard came from and finds half of it.
  const cutOff = 'the cluster was restarted in the middle of the restore and forgot it';
  return [
    ...(broken === undefined
      ? []
      : [{ decider: halfRestored, explanation: `${cutOff} (${broken.reason ?? 'no reason given'})` }]),
    ...deciders
      .filter(({ decision }) => decision === 'NO')
      .map(({ decider, explanation }) => ({ decider, explanation })),
  ];
}
