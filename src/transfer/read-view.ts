import { setTimeout as pause } from 'node:timers/promises';
import { AnswerTooLarge, ElasticsearchError, Unavailable } from '../elasticsearch/errors';
import { closePointInTime, openPointInTime, readPointInTime } from '../elasticsearch/point-in-time';
import type { PageOfView, PlaceInView } from '../elasticsearch/point-in-time';
import type { ReusedBytes } from '../elasticsearch/reused-bytes';
import type { ContentSum } from '../planning/export/content-sum';
import type { Range } from '../planning/export/manifest';
import { narrowed, nextPage, smallerPage } from '../planning/export/page-size';
import type { PageLimits } from '../planning/export/page-size';
import { linesOf } from './document-lines';
import { patiently } from './patiently';
import type { Reading } from './read-range';
import { mostBytesOf, tooLarge, wantedBytes } from './reader-memory';
import type { ReaderMemory } from './reader-memory';
import { longestPart } from './write-part';
import type { PageOfLines } from './write-part';

/** The server no longer keeps what was being read, or not reliably: the range has to be read again from its beginning. */
export class ViewLost extends Error {
  override readonly name = 'ViewLost';
}

/** A server that is short of memory is asked for less after this, in milliseconds. */
const breath = 1_000;

/**
 * Reads the documents of a range as they lie on disk, which some servers do several times as fast (capability
 * `readsNeighboursFaster`). Only its last page says up to which number it has everything; of a range that would make
 * too long a file only the first numbers are read.
 * @throws ViewLost when it has to be begun again.
 */
export async function* readView(
  reading: Reading,
  range: Range,
  sum: ContentSum,
  memory: ReaderMemory,
): AsyncGenerator<PageOfLines> {
  const { elasticsearch, index } = reading;
  const limits: PageLimits = { wanted: wantedBytes, most: reading.mostDocuments };
  const start = await patiently(reading, () => openPointInTime(elasticsearch, index, range.shard));
  let place = start;
  try {
    memory.documents = Math.min(memory.documents, limits.most);
    const first = await fetchPage(reading, range, start, memory.documents, memory.nextAnswer());
    const { from, to } = narrowed(range, first.asked, first.answer.length, longestPart);
    const wanted = { ...range, from, to };
    const ask = (at: PlaceInView) => {
      const page = fetchPage(reading, wanted, at, memory.documents, memory.nextAnswer());
      // Thrown where it is awaited; whoever stops reading before that must not die of it.
      page.catch(() => undefined);
      return page;
    };
    let next = to === range.to ? Promise.resolve(first) : ask(start);
    let fitting = memory.documents;
    for (;;) {
      const page: Page = await next;
      if (page.next === undefined) break;
      place = page.next;
      fitting = page.asked;
      memory.documents = nextPage(page.asked, page.answer.length, limits);
      next = ask(place);
      yield linesOf(page.answer, sum, memory.nextLines());
    }
    // The last page had fewer documents than it was asked for, and tells nothing of their size.
    memory.documents = fitting;
    yield { bytes: Buffer.alloc(0), documents: 0, upTo: to };
  } finally {
    // It goes by itself in the end.
    await closePointInTime(elasticsearch, place).catch(() => undefined);
  }
}

interface Page extends PageOfView {
  /** How many documents it was to have. */
  asked: number;
}

async function fetchPage(
  { elasticsearch, index, signal }: Reading,
  range: Range,
  place: PlaceInView,
  size: number,
  into: ReusedBytes,
): Promise<Page> {
  for (let asked = size; ;) {
    try {
      return { ...(await readPointInTime(elasticsearch, place, range, asked, mostBytesOf(asked), into)), asked };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ElasticsearchError)) throw error;
      const isShort = error instanceof Unavailable && error.facts.status === 429;
      const smaller = smallerPage(asked);
      if (error instanceof AnswerTooLarge && smaller === null) throw tooLarge(index);
      if (smaller === null || !(error instanceof AnswerTooLarge || isShort)) throw lostOr(error);
      asked = smaller;
      if (isShort) await pause(breath, undefined, { signal });
    }
  }
}

/** A view lives in the memory of one node: whatever that one does not answer, another may not be able to. */
function lostOr(error: ElasticsearchError): Error {
  const isGone = error.facts.type === 'search_context_missing_exception';
  return error.retryable || isGone ? new ViewLost(error.message, { cause: error }) : error;
}
