/** What an index holds at one moment; two looks with the same content saw the same documents. */
export interface IndexContent {
  name: string;
  uuid: string;
  documents: number;
  /** Primaries only. */
  bytes: number;
  /** How many primary shards were looked at. */
  shards: number;
  /** The highest sequence numbers of its primary shards, added up: every write and every deletion of a document raises one. */
  operations: number;
}

/** Whether nothing was written between two looks at what should be the same index. */
export function isUnchanged(before: IndexContent, after: IndexContent): boolean {
  const keys = ['uuid', 'documents', 'shards', 'operations'] as const;
  return keys.every((key) => before[key] === after[key]);
}
