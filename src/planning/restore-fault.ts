/** What Elasticsearch says when a shard cannot be restored, and what it comes down to; the first that matches counts. */
const faults: [words: RegExp, meaning: string][] = [
  [/No space left on device|not enough space/i, 'the disk of a data node is full: make room, and restore again'],
  [
    /corrupt|checksum failed|failed to verify|hardware problem/i,
    'a file of the snapshot is damaged in the repository: restore from another snapshot, or put the file back',
  ],
  [
    /NoSuchFile|FileNotFound|No such file|is missing|missing blob|does not exist|NoSuchKey/i,
    'a file of the snapshot is gone from the repository, or the repository from where it is mounted: look at the volume',
  ],
  [
    /AccessDenied|AccessControl|access denied|Permission denied/i,
    'a data node cannot read the repository: it is gone from where it is mounted, or its files belong to somebody else',
  ],
];

const mostWords = 400;

/** Why a shard could not be restored: what it comes down to for a person, then the server's own words, cut to a few lines. */
export function restoreFault(words: string): string {
  const meaning = faults.find(([pattern]) => pattern.test(words))?.[1];
  const said = innermost(words);
  return meaning === undefined ? said : `${meaning} (${said})`;
}

/** The server nests one exception in the other; the last one says what happened. */
function innermost(words: string): string {
  const flat = words.replace(/\s+/g, ' ').trim();
  const from = flat.lastIndexOf('nested: ');
  const core = flat.slice(from === -1 ? 0 : from + 'nested: '.length).replace(/[;,\s]+(?:allocation_status.*)?$/, '');
  return core.length > mostWords ? `${core.slice(0, mostWords)}…` : core;
}
