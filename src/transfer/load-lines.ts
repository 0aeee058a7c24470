import { hash } from 'node:crypto';
import type { Elasticsearch } from '../elasticsearch/elasticsearch';
import { Unavailable } from '../elasticsearch/errors';
import { loadDocuments, readByIds } from '../elasticsearch/load-documents';
import { documentsIn } from '../elasticsearch/raw-documents';
import { ReusedBytes } from '../elasticsearch/reused-bytes';
import { bulkRequest } from './bulk-request';
import type { LineOfDocument } from './bulk-request';
import { lineOf } from './document-lines';
import { patiently } from './patiently';
import type { Surroundings } from './patiently';
import { TransferError } from './transfer-error';

/** An index that is being filled. */
export interface Loading extends Surroundings {
  elasticsearch: Elasticsearch;
  index: string;
  /** The mapping type for its documents, where the server has types. */
  type?: string;
}

export interface LoadedLines {
  created: number;
  /** Documents that were there already, the very same. */
  present: number;
  /** IDs of documents that were there with other content: they were left. */
  different: string[];
}

/**
 * Loads lines into an index. What the server turns away for lack of room is sent again, and so is everything whose
 * answer got lost: a document that is there is left alone.
 * @throws TransferError for a document that the server refuses for good.
 */
export async function loadLines(loading: Loading, lines: Buffer): Promise<LoadedLines> {
  const { elasticsearch, index, type } = loading;
  const loaded: LoadedLines = { created: 0, present: 0, different: [] };
  let request = bulkRequest(lines, type);
  const taken: LineOfDocument[] = [];
  await patiently(loading, async () => {
    const { documents } = request;
    const answer = await loadDocuments(elasticsearch, index, request.content);
    loaded.created += answer.created;
    taken.push(...pick(documents, answer.present));
    if (answer.refused !== undefined) throw refused(documents, answer.refused, index);
    if (answer.turnedAway.length === 0) return;
    request = bulkRequest(
      Buffer.concat(pick(documents, answer.turnedAway).flatMap(({ line }) => [line, lineEnd])),
      type,
    );
    throw new Unavailable(`${index} takes no more documents just now (429)`, { request: 'POST _bulk', status: 429 });
  });
  const different = taken.length === 0 ? [] : await patiently(loading, () => findDifferent(loading, taken));
  return { ...loaded, present: taken.length - different.length, different };
}

const lineEnd = Buffer.from('\n');

function pick(documents: readonly LineOfDocument[], positions: readonly number[]): LineOfDocument[] {
  return positions.flatMap((position) => documents[position] ?? []);
}

/** Bytes of an answer: of documents that were loaded from requests of a fraction of it. */
const mostBytes = 300_000_000;

/** Those documents that are not in the index as their lines have them. */
async function findDifferent(
  { elasticsearch, index, type }: Loading,
  documents: readonly LineOfDocument[],
): Promise<string[]> {
  const wanted = documents.map(({ id, routing }) => ({
    id: JSON.parse(id) as string,
    ...(routing === undefined ? {} : { routing: JSON.parse(routing) as string }),
    type: type ?? '_doc',
  }));
  const answer = await readByIds(elasticsearch, index, wanted, mostBytes, new ReusedBytes(0));
  const found = new Set<string>();
  for (const document of documentsIn(answer))
    if (document.source !== undefined) found.add(digestOf(lineOf(answer, document)));
  return documents.filter(({ line }) => !found.has(digestOf(line))).map(({ id }) => JSON.parse(id) as string);
}

function digestOf(line: Buffer): string {
  return hash('sha256', line, 'base64');
}

function refused(
  documents: readonly LineOfDocument[],
  { position, reason }: { position: number; reason: string },
  index: string,
): TransferError {
  const id = documents[position]?.id ?? 'unknown';
  return new TransferError(
    `${index} does not take document ${id}: ${reason}; what was loaded stays, and the same command goes on when that is mended`,
  );
}
