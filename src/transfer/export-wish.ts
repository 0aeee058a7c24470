import type { Elasticsearch } from '../elasticsearch/elasticsearch';
import type { ExportSource } from '../planning/export/manifest';
import type { Surroundings } from './patiently';

export interface ExportWish extends Surroundings {
  elasticsearch: Elasticsearch;
  /** The index to read, and what the files say where it is from: a temporary restore has another name than its day. */
  index: string;
  source: Pick<ExportSource, 'cluster' | 'index' | 'snapshot'>;
  /** A folder of its own. */
  folder: string;
  /** Throw away what an earlier export has left in the folder. */
  again: boolean;
  /** How many files are written at a time. */
  readers: number;
  onProgress: (progress: ExportProgress) => void;
}

/** How far an export is. */
export interface ExportProgress {
  documents: number;
  documentsTotal: number;
  /** Bytes of lines that were read, and of the finished files that they became. */
  bytes: number;
  compressedBytes: number;
}
