/** A server, by what it is and its version: `9.2.4`. */
export interface ServerProduct {
  distribution: 'elasticsearch' | 'opensearch';
  version: string;
}

const names = { elasticsearch: 'Elasticsearch', opensearch: 'OpenSearch' } as const;

/** OpenSearch 1 was forked from this one, and wrote its snapshots like it. */
const fork = { major: 7, minor: 10 };

/** OpenSearch 1 counts as Elasticsearch 7 for what comes before and after it. */
const forkCount = 6;

function asCounted(major: number): string {
  return major > 0 ? `OpenSearch ${major}` : `Elasticsearch ${major + forkCount}`;
}

/**
 * Why a server cannot restore what another one has put into a snapshot: a sentence that names the step that is missing;
 * null when it can. Seen on 6.7, 7.17, 8.19, 9.2 and OpenSearch 2.19 and 3.6, and as the makers' compatibility tables
 * say: an index restores into the major version that made it and the next one; nothing restores into an older version.
 * An index that was made before its cluster was upgraded is older than the snapshot: that only the server tells.
 */
export function whyUnreadable(snapshot: string, made: ServerProduct, reader: ServerProduct): string | null {
  const what = `${snapshot} was taken by ${nameOf(made)}`;
  if (made.distribution === reader.distribution) return amongEqual(what, made, reader);
  if (made.distribution === 'opensearch')
    return `${what}, and ${names.elasticsearch} does not read snapshots of OpenSearch: restore into an OpenSearch cluster`;
  return intoOpenSearch(what, made, reader);
}

function amongEqual(what: string, made: ServerProduct, reader: ServerProduct): string | null {
  const [from, to] = [numbers(made), numbers(reader)];
  const name = names[reader.distribution];
  if (from.major > to.major || (from.major === to.major && from.minor > to.minor))
    return `${what}, which is newer than ${nameOf(reader)}, and no version reads what a newer one has written: restore into a cluster of ${name} ${from.major}.${from.minor} or later`;
  if (from.major >= to.major - 1) return null;
  return `${what}, and ${nameOf(reader)} reads indices of ${name} ${to.major - 1} and ${to.major} only: ${steps((major) => `${name} ${major}`, from.major, to.major)}`;
}

function intoOpenSearch(what: string, made: ServerProduct, reader: ServerProduct): string | null {
  const [from, to] = [numbers(made), numbers(reader)];
  if (from.major > fork.major || (from.major === fork.major && from.minor > fork.minor))
    return `${what}, and OpenSearch reads snapshots of Elasticsearch up to 7.10 only: restore into an Elasticsearch cluster`;
  const asMajor = from.major - forkCount;
  if (asMajor >= to.major - 1) return null;
  const readable = [to.major - 1, to.major].map(asCounted).join(' and ');
  return `${what}, and ${nameOf(reader)} reads indices of ${readable} only: ${steps(asCounted, asMajor, to.major)}`;
}

/** Every major version on the way reindexes what the one before has made. */
function steps(nameOfMajor: (major: number) => string, from: number, to: number): string {
  const through = Array.from({ length: to - from - 1 }, (_, step) => nameOfMajor(from + step + 1));
  const each = through.map((version) => `restore them into ${version}, reindex them there, back that up`);
  return `${each.join(', ')}, and restore from that backup`;
}

function nameOf({ distribution, version }: ServerProduct): string {
  return `${names[distribution]} ${version}`;
}

function numbers({ version }: ServerProduct): { major: number; minor: number } {
  const [, major = '0', minor = '0'] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return { major: Number(major), minor: Number(minor) };
}
