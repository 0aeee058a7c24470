import { ServerFault } from './errors';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const slash = 0x2f;
const [openBrace, closeBrace] = [0x7b, 0x7d];
const [openBracket, closeBracket] = [0x5b, 0x5d];
const space = 0x20;
const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/** Where something stands in the bytes of an answer: from its first byte to the one behind its last. */
interface Span {
  start: number;
  end: number;
}

/** The parts of one document, as JSON tokens. Found documents have a source, unless their index keeps none. */
export interface RawDocument {
  id: Span;
  routing?: Span;
  source?: Span;
}

/**
 * Finds the documents in the answer of `_search` (list `hits` within `hits`) or `_mget` (list `docs`) without decoding
 * them: their sources are handed on byte for byte, whatever numbers are in them.
 * @throws ServerFault when the bytes are not such an answer.
 */
export function* documentsIn(answer: Buffer): Generator<RawDocument> {
  let at = listStart(answer);
  for (at = skipSpace(answer, at); answer[at] === openBrace; at = skipSpace(answer, at)) {
    const document: Partial<RawDocument> = {};
    let key = skipSpace(answer, at + 1);
    while (answer[key] === quote) {
      const keyEnd = skipValue(answer, key);
      const start = skipSpace(answer, expectAt(answer, keyEnd, colon));
      const end = skipValue(answer, start);
      const name = answer.toString('latin1', key + 1, keyEnd - 1);
      if (name === '_id') document.id = { start, end };
      else if (name === '_routing') document.routing = { start, end };
      else if (name === '_source') document.source = { start, end };
      key = skipSpace(answer, end);
      if (answer[key] === comma) key = skipSpace(answer, key + 1);
    }
    at = skipSpace(answer, expectAt(answer, key, closeBrace));
    if (document.id === undefined) throw unreadable(at);
    yield document as RawDocument;
    if (answer[at] === comma) at += 1;
  }
  if (answer[at] !== closeBracket) throw unreadable(at);
}

/** The place behind the `[` of the list of documents: the top-level `docs`, or `hits` within the top-level `hits`. */
function listStart(answer: Buffer): number {
  let at = skipSpace(answer, expectAt(answer, 0, openBrace));
  while (answer[at] === quote) {
    const keyEnd = skipValue(answer, at);
    const name = answer.toString('latin1', at + 1, keyEnd - 1);
    const value = skipSpace(answer, expectAt(answer, keyEnd, colon));
    if ((name === 'hits' || name === 'docs') && answer[value] === openBracket) return value + 1;
    // Its list is in it, under the same name.
    if (name === 'hits' && answer[value] === openBrace) at = skipSpace(answer, value + 1);
    else {
      at = skipSpace(answer, skipValue(answer, value));
      if (answer[at] === comma) at = skipSpace(answer, at + 1);
    }
  }
  throw unreadable(at);
}

/** The place behind the value that begins here. Brackets are counted, not matched: the server has written them. */
function skipValue(bytes: Buffer, start: number): number {
  const { length } = bytes;
  const first = bytes[start];
  if (first === quote) return skipString(bytes, start, length);
  if (first !== openBrace && first !== openBracket) return skipScalar(bytes, start, length);
  let depth = 0;
  for (let at = start; at < length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) at = skipString(bytes, at, length) - 1;
    else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (byte === slash) throw commented();
  }
  throw unreadable(length);
}

function skipString(bytes: Buffer, start: number, length: number): number {
  for (let at = start + 1; at < length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) return at + 1;
    if (byte === backslash) at += 1;
  }
  throw unreadable(length);
}

function skipScalar(bytes: Buffer, start: number, length: number): number {
  for (let at = start; at < length; at += 1) {
    const byte = bytes[at];
    if (byte === comma || byte === closeBrace || byte === closeBracket) {
      if (at === start) break;
      return at;
    }
  }
  throw unreadable(start);
}

function skipSpace(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const byte = bytes[at];
    if (byte !== space && byte !== lineFeed && byte !== carriageReturn && byte !== 0x09) return at;
    at += 1;
  }
}

function expectAt(bytes: Buffer, start: number, expected: number): number {
  const at = skipSpace(bytes, start);
  if (bytes[at] !== expected) throw unreadable(at);
  return at + 1;
}

/**
 * Replaces line ends between the tokens of a JSON value by spaces, in place, so that it stands on one line: the value
 * means the same and keeps its length.
 */
export function flatten(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) at = skipString(bytes, at, bytes.length) - 1;
    else if (byte === lineFeed || byte === carriageReturn) bytes[at] = space;
  }
}

function unreadable(at: number): ServerFault {
  return new ServerFault(`The server sent documents in a form that logkeep does not know, at byte ${at}`, {
    request: 'reading documents',
  });
}

/** Elasticsearch takes JSON with comments, and gives it back. */
function commented(): ServerFault {
  return new ServerFault(
    'A document has a comment in its JSON, which Elasticsearch takes but no other reader would: index it anew without the comment',
    { request: 'reading documents' },
  );
}
