import { z } from 'zod';
import { drillOutcomes } from '../planning/drill/proof';
import type { Proof } from '../planning/drill/proof';
import type { Elasticsearch } from './elasticsearch';
import { readByIds } from './ledger-index';
import { pathOf } from './path-of';

const text = z.string();
const proofSchema = z.object({
  index: text,
  last: z.object({
    ...{ at: text, snapshot: text, reasons: z.array(text) },
    outcome: z.enum(drillOutcomes),
    documents: z.number().optional(),
    sampled: z.number().optional(),
  }),
  proven: z.object({ at: text, snapshot: text, documents: z.number(), sampled: z.number() }).optional(),
});
const documentSchema = z
  .object({ _source: z.object({ proof: proofSchema }).optional() })
  // Left out where there is none, as everywhere, and not undefined.
  .transform(({ _source: source }) => JSON.parse(JSON.stringify(source?.proof ?? null)) as Proof | null);

/** What drills have found of indices, by index, as far as the ledger knows. A ledger that is not there knows nothing. */
export async function readProofs(
  elasticsearch: Elasticsearch,
  ledger: string,
  indices: readonly string[],
): Promise<Map<string, Proof>> {
  const ids = indices.map(idOf);
  const proofs = await readByIds(elasticsearch, ledger, ids, {}, z.array(documentSchema));
  return new Map(proofs.flatMap((proof) => (proof === null ? [] : [[proof.index, proof] as const])));
}

/** Writes down what drills have found of an index, instead of what was written before. */
export async function putProof(elasticsearch: Elasticsearch, ledger: string, proof: Proof): Promise<void> {
  const path = pathOf`/${ledger}/_doc/${idOf(proof.index)}`;
  const request = { method: 'PUT', path, query: { refresh: true }, body: { proof }, timeout: 60_000 } as const;
  await elasticsearch.send(request, z.unknown());
}

/** No name of a snapshot, by which the other documents of the ledger are named, can have a colon and so be the same. */
function idOf(index: string): string {
  return `proof:${index}`;
}
