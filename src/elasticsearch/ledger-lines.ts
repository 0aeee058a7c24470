import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';
import { readByIds } from './ledger-index';

const lineSchema = z.object({ name: z.string(), documents: z.number(), sealed: z.boolean().default(false) });
const entriesSchema = z.array(
  z.object({ _id: z.string(), _source: z.object({ indices: z.array(lineSchema).default([]) }).optional() }),
);

/** What was written down of an index before its snapshot. */
export interface RecordedIndex {
  documents: number;
  /** Nobody could write to it any more. */
  sealed: boolean;
}

/**
 * What the ledger says of the indices of some snapshots: by snapshot, then by index. A ledger that is not there, or has
 * no such entry, says nothing.
 */
export async function readLedgerLines(
  elasticsearch: Elasticsearch,
  index: string,
  snapshots: readonly string[],
): Promise<Map<string, Map<string, RecordedIndex>>> {
  const query = { _source: 'indices.name,indices.documents,indices.sealed' };
  const entries = await readByIds(elasticsearch, index, snapshots, query, entriesSchema);
  return new Map(
    entries.flatMap(({ _id, _source }) =>
      _source === undefined
        ? []
        : [
            [
              _id,
              new Map(_source.indices.map(({ name, documents, sealed }) => [name, { documents, sealed }])),
            ] as const,
          ],
    ),
  );
}
