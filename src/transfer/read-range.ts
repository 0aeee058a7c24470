import type { Elasticsearch } from '../elasticsearch/elasticsearch';
import { AnswerTooLarge, Unavailable } from '../elasticsearch/errors';
import type { ReusedBytes } from '../elasticsearch/reused-bytes';
import { readPage } from '../elasticsearch/document-page';
import type { ContentSum } from '../planning/export/content-sum';
import type { Range } from '../planning/export/manifest';
import { nextPage, smallerPage } from '../planning/export/page-size';
import type { PageLimits } from '../planning/export/page-size';
import { linesOf } from './document-lines';
import { patiently } from './patiently';
import type { Surroundings } from './patiently';
import { mostBytesOf, tooLarge, wantedBytes } from './reader-memory';
import type { ReaderMemory } from './reader-memory';
import type { PageOfLines } from './write-part';

/** An index whose documents are read. */
export interface Reading extends Surroundings {
  elasticsearch: Elasticsearch;
  index: string;
  /** The server's limit of documents in an answer (`index.max_result_window`). */
  mostDocuments: number;
}

interface Page {
  answer: Buffer;
  range: Range;
}

/**
 * Reads the documents of a range in order. The next page is on its way while the last one is being worked on, and the
 * bytes of a page are valid until the next but one is asked for.
 */
export async function* readRange(
  reading: Reading,
  range: Range,
  sum: ContentSum,
  memory: ReaderMemory,
): AsyncGenerator<PageOfLines> {
  const { shard, to } = range;
  const abandoned = new AbortController();
  const signal = AbortSignal.any([reading.signal, abandoned.signal]);
  const within = { ...reading, signal, elasticsearch: reading.elasticsearch.within(signal) };
  const limits: PageLimits = { wanted: wantedBytes, most: reading.mostDocuments };
  const ask = (from: number, size: number) => {
    const page = fetchPage(within, { shard, from, to: Math.min(to, from + size - 1) }, memory.nextAnswer());
    // Thrown where it is awaited; whoever stops reading before that must not die of it.
    page.catch(() => undefined);
    return page;
  };
  let next: Promise<Page> | undefined = ask(range.from, Math.min(memory.documents, limits.most));
  try {
    while (next !== undefined) {
      const { answer, range: got }: Page = await next;
      const asked = got.to - got.from + 1;
      memory.documents = nextPage(asked, answer.length, limits);
      next = got.to < to ? ask(got.to + 1, memory.documents) : undefined;
      yield { ...linesOf(answer, sum, memory.nextLines()), upTo: got.to };
    }
  } finally {
    // Whoever has read enough reads on in the same memory: nothing may arrive there any more.
    abandoned.abort();
    await next?.catch(() => undefined);
  }
}

/** @returns the page, of fewer numbers where the answer would have been too large. */
async function fetchPage(reading: Reading, range: Range, into: ReusedBytes): Promise<Page> {
  const { elasticsearch, index } = reading;
  let { to } = range;
  return patiently(reading, async () => {
    for (;;) {
      const asked = to - range.from + 1;
      try {
        const page = { ...range, to };
        return { answer: await readPage(elasticsearch, index, page, mostBytesOf(asked), into), range: page };
      } catch (error) {
        // A server that is short of memory turns large answers away (429).
        if (!(error instanceof AnswerTooLarge || error instanceof Unavailable)) throw error;
        const smaller = smallerPage(asked);
        if (smaller !== null) to = range.from + smaller - 1;
        if (error instanceof Unavailable) throw error;
        if (smaller === null) throw tooLarge(index);
      }
    }
  });
}
