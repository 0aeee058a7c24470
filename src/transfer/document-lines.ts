import { hash } from 'node:crypto';
import type { ReusedBytes } from '../elasticsearch/reused-bytes';
import { documentsIn, flatten } from '../elasticsearch/raw-documents';
import type { RawDocument } from '../elasticsearch/raw-documents';
import type { ContentSum } from '../planning/export/content-sum';
import { TransferError } from './transfer-error';

const idKey = Buffer.from('{"_id":');
const routingKey = Buffer.from(',"_routing":');
const sourceKey = Buffer.from(',"_source":');
const lineEnd = Buffer.from('}\n');

/** Documents as lines: `{"_id":…,"_source":…}`, with `"_routing"` between them where there is one. */
export interface Lines {
  bytes: Buffer;
  documents: number;
}

/**
 * Writes the documents of an answer as lines and adds them to a sum. The tokens are copied as they are; the same
 * document gives the same line whatever server it is read from.
 * @param into where the lines are put, until the next ones are put there.
 */
export function linesOf(answer: Buffer, sum: ContentSum, into: ReusedBytes): Lines {
  // A line is shorter than what the server says of its document, which has at least the name of the index more.
  const bytes = into.take(answer.length + lineEnd.length);
  const isFlat = !answer.includes(0x0a) && !answer.includes(0x0d);
  let end = 0;
  let documents = 0;
  for (const document of documentsIn(answer)) {
    const start = end;
    end = writeLine(answer, document, bytes, start);
    if (!isFlat) flatten(bytes.subarray(start, end - 1));
    sum.add(hash('sha256', bytes.subarray(start, end - 1), 'buffer'));
    documents += 1;
  }
  return { bytes: bytes.subarray(0, end), documents };
}

function writeLine(answer: Buffer, { id, routing, source }: RawDocument, line: Buffer, start: number): number {
  if (source === undefined) {
    const name = answer.toString('utf8', id.start, id.end);
    throw new TransferError(`Document ${name} has no _source, so that it cannot be exported`);
  }
  let end = start + idKey.copy(line, start);
  end += answer.copy(line, end, id.start, id.end);
  if (routing !== undefined) {
    end += routingKey.copy(line, end);
    end += answer.copy(line, end, routing.start, routing.end);
  }
  end += sourceKey.copy(line, end);
  end += answer.copy(line, end, source.start, source.end);
  return end + lineEnd.copy(line, end);
}

/** One document as its line, without the line end. */
export function lineOf(answer: Buffer, document: RawDocument): Buffer {
  const { id, routing, source } = document;
  const length = [id, routing, source].reduce((sum, span) => sum + (span === undefined ? 0 : span.end - span.start), 0);
  const line = Buffer.allocUnsafe(length + routingKey.length + idKey.length + sourceKey.length + lineEnd.length);
  const end = writeLine(answer, document, line, 0) - 1;
  flatten(line.subarray(0, end));
  return line.subarray(0, end);
}
