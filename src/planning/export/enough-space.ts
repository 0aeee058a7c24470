import { ByteSize } from '../byte-size';

export interface ExportSpace {
  /** Bytes free where the files go. */
  free: number;
  documents: number;
  documentsDone: number;
  /** Bytes that the documents done take in files. */
  written: number;
}

/** A disk that is filled to its last byte stops others too. */
const floor = 64 * 1024 * 1024;

/** Too few documents say nothing about the size of the rest. */
const telling = 10_000;

/** Why the files will not fit, as a clause; null while nothing speaks against it. */
export function spaceProblem({ free, documents, documentsDone, written }: ExportSpace): string | null {
  const has = `${ByteSize.ofBytes(free).toString()} are free`;
  if (free < floor) return `only ${has}`;
  if (documentsDone < Math.min(telling, documents)) return null;
  const left = Math.round((written / Math.max(1, documentsDone)) * (documents - documentsDone));
  return left + floor <= free ? null : `about ${ByteSize.ofBytes(left).toString()} more are needed, and ${has}`;
}
