import type { Elasticsearch } from '../elasticsearch/elasticsearch';
import { Rejected } from '../elasticsearch/errors';
import { createIndex, finishIndex, refreshIndex } from '../elasticsearch/filling-index';
import { readBlueprint } from '../elasticsearch/index-blueprint';
import { listIndices } from '../elasticsearch/indices';
import { indexFor, settingsAfterwards, typeIn, unknownSetting } from '../planning/export/index-for';
import type { Manifest, Part } from '../planning/export/manifest';
import { Expiry } from '../planning/expiry';
import { count, firstNames, grouped } from '../planning/listing';
import { partProblem } from './check-part';
import { readManifest } from './export-folder';
import { loadLines } from './load-lines';
import type { LoadedLines, Loading } from './load-lines';
import { patiently } from './patiently';
import type { Surroundings } from './patiently';
import { readLines } from './read-lines';
import { sumOfIndex } from './sum-of-index';
import { TransferError } from './transfer-error';

export interface ImportWish extends Surroundings {
  elasticsearch: Elasticsearch;
  /** The folder of one exported index. */
  folder: string;
  /** Another name for the index; by default its own. */
  index?: string;
  /** Add the documents to an index that is there. */
  intoExisting: boolean;
  onProgress: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  stage: 'checking' | 'loading' | 'comparing';
  documents: number;
  documentsTotal: number;
  /** Bytes of lines, or of files while they are checked. */
  bytes: number;
  bytesTotal: number;
}

export interface Imported {
  index: string;
  manifest: Manifest;
  created: number;
  /** Documents that were there already. */
  present: number;
  /** What a person should know, one sentence each. */
  remarks: string[];
}

/**
 * Loads an export into a cluster. Run again, it changes nothing; interrupted, it goes on.
 * @throws TransferError; ElasticsearchError; the signal's reason.
 */
export async function importIndex(wish: ImportWish): Promise<Imported> {
  const { elasticsearch, folder } = wish;
  const manifest = await readManifest(folder);
  if (manifest === null)
    throw new TransferError(
      `${folder} has no manifest.json: the export is not complete; run it again to its end`,
      true,
    );
  const index = wish.index ?? manifest.source.index;
  await checkFiles(wish, manifest);

  const mark = markOf(manifest);
  const target = await prepareIndex(wish, manifest, index, mark);
  const loading: Loading = { ...wish, index, ...(target.type === undefined ? {} : { type: target.type }) };
  const loaded = target.isFull
    ? { created: 0, present: manifest.documents, different: [] }
    : await loadParts(loading, wish, manifest);
  await patiently(wish, () => refreshIndex(elasticsearch, index));
  assertNoneDiffers(index, loaded);
  if (target.isOurs) {
    await assertSameContent(wish, manifest, index);
    await patiently(wish, () => finishIndex(elasticsearch, index, settingsAfterwards(manifest.settings), mark));
  }
  const { created, present } = loaded;
  return { index, manifest, created, present, remarks: target.remarks };
}

/** All of them before a single line is loaded: half a day from a broken export is worse than none. */
async function checkFiles(
  { folder, signal, onProgress }: ImportWish,
  { parts, compressedBytes }: Manifest,
): Promise<void> {
  let bytes = 0;
  for (const part of parts) {
    signal.throwIfAborted();
    onProgress({ stage: 'checking', documents: 0, documentsTotal: 0, bytes, bytesTotal: compressedBytes });
    const problem = await partProblem(folder, part);
    if (problem !== null) throw new TransferError(`${folder} is damaged: ${problem}; get the export again`, true);
    bytes += part.compressedBytes;
  }
}

/** Marks an index that is being filled from this very export, so that an interrupted import finds its own again. */
function markOf({ content }: Manifest): string {
  return `logkeep-import-${content.slice(0, 32)}`;
}

interface TargetIndex {
  /** This import, or an earlier attempt of it, has made it. */
  isOurs: boolean;
  /** All documents are there, and nothing else. */
  isFull: boolean;
  type?: string;
  remarks: string[];
}

async function prepareIndex(wish: ImportWish, manifest: Manifest, index: string, mark: string): Promise<TargetIndex> {
  const { elasticsearch } = wish;
  const { isTypeless } = await elasticsearch.capabilities();
  const [there] = await patiently(wish, () => listIndices(elasticsearch, index));
  if (there === undefined) {
    const remarks = await createFor(wish, manifest, index, mark);
    return { isOurs: true, isFull: false, remarks, ...(isTypeless ? {} : { type: typeIn(manifest.type) }) };
  }
  const { aliases, types } = await readBlueprint(elasticsearch, index);
  const type = isTypeless ? {} : { type: types[0] ?? typeIn(manifest.type) };
  if (mark in aliases) return { isOurs: true, isFull: false, remarks: [], ...type };
  if (wish.intoExisting) return { isOurs: false, isFull: false, remarks: [], ...type };
  if ((await contentProblem(wish, manifest, index)) === null)
    return { isOurs: false, isFull: true, remarks: [`${index} held all of it already`], ...type };
  throw new TransferError(
    `An index ${index} is there already, with other documents: give another name with --index, or add to it with --into-existing`,
    true,
  );
}

/** @returns what the server does not have of the settings. */
async function createFor(wish: ImportWish, manifest: Manifest, index: string, mark: string): Promise<string[]> {
  const { elasticsearch } = wish;
  const capabilities = await elasticsearch.capabilities();
  const without: string[] = [];
  for (;;) {
    try {
      const body = indexFor(manifest, capabilities, without);
      // The mark of a restored day as well: the next cleanup would take it for an old one.
      await patiently(wish, () => createIndex(elasticsearch, index, body, [mark, Expiry.never.alias]));
      return without.map((setting) => `${setting} was left out: this cluster does not know it`);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      const unknown = unknownSetting(error.facts.reason ?? '');
      if (unknown === null || without.includes(unknown))
        throw new TransferError(
          `The index ${index} cannot be created on this cluster: ${error.facts.reason ?? error.message}`,
          true,
        );
      without.push(unknown);
    }
  }
}

/** Bytes of lines in a request, and how many requests are under way. */
const requestBytes = 2 * 1024 * 1024;
const requests = 2;

async function loadParts(
  loading: Loading,
  { folder, onProgress }: ImportWish,
  manifest: Manifest,
): Promise<LoadedLines> {
  const total: LoadedLines = { created: 0, present: 0, different: [] };
  const failed = new AbortController();
  const signal = AbortSignal.any([loading.signal, failed.signal]);
  const within = { ...loading, signal, elasticsearch: loading.elasticsearch.within(signal) };
  const progress = { documentsTotal: manifest.documents, bytes: 0, bytesTotal: manifest.bytes };
  const pieces = piecesOf(folder, manifest.parts);
  const loader = async () => {
    // An iterator hands one piece to each that asks, in turn.
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      const { created, present, different } = await loadLines(within, next.value);
      total.created += created;
      total.present += present;
      total.different.push(...different);
      progress.bytes += next.value.length;
      onProgress({ stage: 'loading', documents: total.created + total.present, ...progress });
    }
  };
  const fail = (error: unknown): never => {
    failed.abort(error);
    throw error;
  };
  const all = await Promise.allSettled(Array.from({ length: requests }, () => loader().catch(fail)));
  await pieces.return(undefined);
  loading.signal.throwIfAborted();
  if (all.some(({ status }) => status === 'rejected')) throw failed.signal.reason;
  return total;
}

async function* piecesOf(folder: string, parts: readonly Part[]): AsyncGenerator<Buffer, undefined> {
  for (const part of parts) yield* readLines(folder, part, requestBytes);
  return undefined;
}

function assertNoneDiffers(index: string, { different }: LoadedLines): void {
  if (different.length === 0) return;
  throw new TransferError(
    `${count(different.length, 'document')} of ${index} had the ID of one of the export, but other content, and were left as they are: ${firstNames(different, 3)}; the others were loaded`,
  );
}

async function assertSameContent(wish: ImportWish, manifest: Manifest, index: string): Promise<void> {
  const problem = await contentProblem(wish, manifest, index);
  if (problem !== null)
    throw new TransferError(`${index} is not what was exported: ${problem}; delete it and import again`);
}

/** How an index differs from an export; null when it holds the very same documents. */
async function contentProblem(
  wish: ImportWish,
  { documents, content }: Manifest,
  index: string,
): Promise<string | null> {
  const found = await sumOfIndex(wish, index, (done) =>
    wish.onProgress({ stage: 'comparing', documents: done, documentsTotal: documents, bytes: 0, bytesTotal: 0 }),
  );
  if (found.documents !== documents)
    return `it has ${grouped(found.documents)} documents instead of ${grouped(documents)}`;
  return found.content === content ? null : 'some of its documents are different';
}
