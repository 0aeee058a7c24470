import { Expiry } from './expiry';
import type { IndexContent } from './index-content';
import type { IndexTraits } from './live-index';

/** What a restored index held when its restore was complete. */
export type RestoredContent = Pick<IndexContent, 'uuid' | 'documents' | 'shards' | 'operations'>;

/** Where an index came from. */
export interface RestoredFrom {
  /** The cluster of logkeep.yaml that it was restored to. */
  cluster: string;
  snapshot: string;
  /** Its name in the snapshot. */
  index: string;
  /** The workflow ID of the restore. */
  run: string;
}

/** What a restored index carries in the cluster itself, so that it is known for one whatever else is lost. */
export interface RestoredMark {
  expires: Expiry;
  /** Absent for a mark that a person has made, or an older logkeep. */
  from?: RestoredFrom;
  /** Absent until the restore is complete. */
  content?: RestoredContent;
}

/** One alias as the cluster has it. */
export interface MarkAlias {
  name: string;
  /** Takes the note, since an alias has no other place for one, and nobody reads or writes through this alias. */
  indexRouting?: string;
}

const texts = ['cluster', 'snapshot', 'index', 'run', 'uuid'] as const;
const numbers = ['documents', 'shards', 'operations'] as const;

/** The alias that says a mark. */
export function aliasOf({ expires, from, content }: RestoredMark): MarkAlias {
  const said: Record<string, string | number> = {
    ...from,
    ...content,
  };
  const note = [...texts, ...numbers].flatMap((key) =>
    said[key] === undefined ? [] : [`${key}=${encodeURIComponent(said[key])}`],
  );
  return note.length === 0 ? { name: expires.alias } : { name: expires.alias, indexRouting: note.join('&') };
}

/** The aliases of an index that are marks, legible or not. */
export function marksOf({ aliases }: Pick<IndexTraits, 'aliases'>): MarkAlias[] {
  return aliases.filter(({ name }) => Expiry.isAlias(name));
}

/**
 * What the marks of an index say together; null when it has none. Of several the latest counts, and one that cannot be
 * read counts as never: what is not understood must not let anything go.
 */
export function readMark(index: Pick<IndexTraits, 'aliases'>): RestoredMark | null {
  const marks = marksOf(index);
  if (marks.length === 0) return null;
  const expires = marks.map(({ name }) => Expiry.ofAlias(name) ?? Expiry.never).reduce((a, b) => a.later(b));
  const notes = marks.flatMap(({ indexRouting }) => (indexRouting === undefined ? [] : [readNote(indexRouting)]));
  const from = notes.find((note) => note.from !== undefined)?.from;
  const content = notes.find((note) => note.content !== undefined)?.content;
  return { expires, ...(from && { from }), ...(content && { content }) };
}

/** A note that lacks a part, or that somebody has written by hand, tells only what it tells for certain. */
function readNote(note: string): Pick<RestoredMark, 'from' | 'content'> {
  const said = new Map(note.split('&').map((pair): [string, string] => splitPair(pair)));
  const [cluster, snapshot, index, run, uuid] = texts.map((key) => said.get(key));
  const [documents, shards, operations] = numbers.map((key) => wholeNumber(said.get(key)));
  return {
    ...(cluster !== undefined &&
      snapshot !== undefined &&
      index !== undefined &&
      run !== undefined && { from: { cluster, snapshot, index, run } }),
    ...(uuid !== undefined &&
      documents !== undefined &&
      shards !== undefined &&
      operations !== undefined && { content: { uuid, documents, shards, operations } }),
  };
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  try {
    return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
  } catch {
    return ['', ''];
  }
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
