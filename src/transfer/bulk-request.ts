import { TransferError } from './transfer-error';

const idKey = Buffer.from('{"_id":');
const routingKey = Buffer.from(',"_routing":');
const sourceKey = Buffer.from(',"_source":');
const [quote, backslash, lineFeed, openBrace, closeBrace] = [0x22, 0x5c, 0x0a, 0x7b, 0x7d];

/** Documents of an export as a request to load them. */
export interface BulkRequest {
  /** An action line and a source line for each document. */
  content: Buffer;
  documents: LineOfDocument[];
}

/** One line of an export, without its end, and what the document is called in it, as JSON strings. */
export interface LineOfDocument {
  line: Buffer;
  id: string;
  routing?: string;
}

/**
 * Turns lines into the body of `_bulk`. Sources are copied byte for byte.
 * @param lines whole lines, each with its end.
 * @param type what the server calls the type of documents; nothing where it has no types.
 * @throws TransferError for a line that no export has written.
 */
export function bulkRequest(lines: Buffer, type?: string): BulkRequest {
  const documents: LineOfDocument[] = [];
  const parts: Buffer[] = [];
  const typeField = type === undefined ? '' : `,"_type":${JSON.stringify(type)}`;
  for (let start = 0; start < lines.length;) {
    const end = lines.indexOf(lineFeed, start);
    const line = lines.subarray(start, end < 0 ? lines.length : end);
    const { document, source } = readLine(line);
    documents.push(document);
    const routing = document.routing === undefined ? '' : `,"routing":${document.routing}`;
    parts.push(Buffer.from(`{"create":{"_id":${document.id}${routing}${typeField}}}\n`), source, lineEnd);
    start += line.length + 1;
  }
  return { content: Buffer.concat(parts), documents };
}

const lineEnd = Buffer.from('\n');

function readLine(line: Buffer): { document: LineOfDocument; source: Buffer } {
  if (!line.subarray(0, idKey.length).equals(idKey)) throw malformed(line);
  const idEnd = stringEnd(line, idKey.length);
  const hasRouting = line.subarray(idEnd, idEnd + routingKey.length).equals(routingKey);
  const routingEnd = hasRouting ? stringEnd(line, idEnd + routingKey.length) : idEnd;
  const source = routingEnd + sourceKey.length;
  const isWhole = line[source] === openBrace && line.at(-1) === closeBrace && line.length > source + 2;
  if (!isWhole || !line.subarray(routingEnd, source).equals(sourceKey)) throw malformed(line);
  return {
    document: {
      line,
      id: line.toString('utf8', idKey.length, idEnd),
      ...(hasRouting ? { routing: line.toString('utf8', idEnd + routingKey.length, routingEnd) } : {}),
    },
    source: line.subarray(source, line.length - 1),
  };
}

/** The place behind a JSON string. */
function stringEnd(line: Buffer, start: number): number {
  if (line[start] !== quote) throw malformed(line);
  for (let at = start + 1; at < line.length; at += 1) {
    if (line[at] === backslash) at += 1;
    else if (line[at] === quote) return at + 1;
  }
  throw malformed(line);
}

function malformed(line: Buffer): TransferError {
  const beginning = JSON.stringify(line.toString('utf8', 0, 60));
  return new TransferError(`A line of the export is not a document: it begins with ${beginning}; get the export again`);
}
