import { count, firstNames, grouped } from './listing';

/** One restored index beside what was written down of it before its snapshot was taken. */
export interface CountedIndex {
  index: string;
  documents: number;
  /** Absent when nobody has written anything down. */
  recorded?: { documents: number; sealed: boolean };
}

/** How many of the indices hold what the ledger says. */
export interface Compared {
  equal: number;
  /** Hold more: they were still written to when they were backed up, or have been since they are back. */
  more: number;
  /** Hold less: documents are missing. */
  less: number;
  /** Nobody knows what they should hold. */
  unknown: number;
}

export interface ComparedCounts {
  compared: Compared;
  /** The names of those that hold less. */
  short: string[];
  /** What a person has to know of it, one sentence each. */
  warnings: string[];
}

/**
 * Compares what was restored with the ledger. An index that was sealed before its snapshot must hold exactly as many
 * documents as then; one that was still written to may hold more, never less.
 */
export function compareCounts(indices: readonly CountedIndex[]): ComparedCounts {
  const known = indices.filter(({ recorded }) => recorded !== undefined);
  const less = known.filter(({ documents, recorded }) => documents < (recorded?.documents ?? 0));
  const more = known.filter(({ documents, recorded }) => documents > (recorded?.documents ?? 0));
  const written = more.filter(({ recorded }) => recorded?.sealed === true);
  return {
    compared: {
      equal: known.length - less.length - more.length,
      more: more.length,
      less: less.length,
      unknown: indices.length - known.length,
    },
    short: less.map(({ index }) => index),
    warnings: [
      ...(less.length === 0
        ? []
        : [
            `DOCUMENTS ARE MISSING from ${count(less.length, 'index', 'indices')}: ${firstNames(less.map(difference))}; ` +
              'what is there was left in place: look for an older snapshot of the day',
          ]),
      ...(written.length === 0
        ? []
        : [
            `${firstNames(written.map(difference))}: nothing was written any more when it was backed up, so that somebody has written to it since it is back`,
          ]),
    ],
  };
}

function difference({ index, documents, recorded }: CountedIndex): string {
  return `${index} holds ${grouped(documents)} where ${grouped(recorded?.documents ?? 0)} were backed up`;
}
