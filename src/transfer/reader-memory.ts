import { ReusedBytes } from '../elasticsearch/reused-bytes';
import { firstPage } from '../planning/export/page-size';
import { TransferError } from './transfer-error';

/** Bytes that an answer should have; several are held at a time. */
export const wantedBytes = 2 * 1024 * 1024;
/** An answer of many documents that has more is given up, and asked for in smaller ones. */
const mostBytes = 2 * wantedBytes;
/** A single document has to be taken as it is; Elasticsearch itself takes none of more than 100 MB. */
const mostBytesOfOne = 256 * 1024 * 1024;

/** How many bytes an answer of so many documents may have. */
export function mostBytesOf(documents: number): number {
  return documents === 1 ? mostBytesOfOne : mostBytes;
}

/** Not even a single document can be taken. */
export function tooLarge(index: string): TransferError {
  return new TransferError(
    `A document of ${index} has more than ${mostBytesOfOne} bytes, so that it cannot be exported`,
  );
}

/** What one reader works in; several ranges one after another, so that it is taken only once. */
export class ReaderMemory {
  /** How many documents the next answer is asked for: those of the next range are much like those of the last. */
  documents = firstPage;
  private readonly answers = new TwoInTurn();
  private readonly lines = new TwoInTurn();

  /** For an answer, while the one before is being worked on. */
  nextAnswer(): ReusedBytes {
    return this.answers.next();
  }

  /** For the lines that are made of one, while those before are being written. */
  nextLines(): ReusedBytes {
    return this.lines.next();
  }
}

class TwoInTurn {
  private last = new ReusedBytes(mostBytes);
  private beforeLast = new ReusedBytes(mostBytes);

  next(): ReusedBytes {
    [this.last, this.beforeLast] = [this.beforeLast, this.last];
    return this.last;
  }
}
