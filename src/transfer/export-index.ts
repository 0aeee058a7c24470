import { readBlueprint } from '../elasticsearch/index-blueprint';
import type { IndexBlueprint } from '../elasticsearch/index-blueprint';
import { countUpTo, readExtents } from '../elasticsearch/shard-extents';
import { ContentSum } from '../planning/export/content-sum';
import { documentsOf } from '../planning/export/manifest';
import type { ExportSource, ExportState, Manifest, ShardExtent } from '../planning/export/manifest';
import { otherSource } from '../planning/export/same-source';
import { grouped } from '../planning/listing';
import { keptParts } from './check-part';
import { emptyFolder, openFolder, removePartials, writeManifest, writeState } from './export-folder';
import type { ExportWish } from './export-wish';
import { withFolderLock } from './folder-lock';
import { patiently } from './patiently';
import { TransferError } from './transfer-error';
import { writeParts } from './write-parts';

export interface Exported {
  manifest: Manifest;
  /** It was complete before; nothing was written. */
  wasComplete: boolean;
  /** Documents that an earlier, unfinished export had written already. */
  resumed: number;
}

/**
 * Writes the documents of an index into files of a folder, going on where an earlier export was cut off.
 * @throws TransferError for what a person can mend; ElasticsearchError; the signal's reason, which leaves a folder that
 * the next export goes on with.
 */
export async function exportIndex(wish: ExportWish): Promise<Exported> {
  const blueprint = await patiently(wish, () => readBlueprint(wish.elasticsearch, wish.index));
  assertExportable(wish.index, blueprint);
  return withFolderLock(wish.folder, () => fillFolder(wish, blueprint));
}

async function fillFolder(wish: ExportWish, blueprint: IndexBlueprint): Promise<Exported> {
  const { elasticsearch, index, folder } = wish;
  if (wish.again) {
    await openFolder(folder);
    await emptyFolder(folder);
  }
  const content = await openFolder(folder);
  const { distribution, version } = await elasticsearch.capabilities();
  const source: ExportSource = { ...wish.source, distribution, version, uuid: blueprint.uuid };
  const shards = Number(blueprint.settings['index.number_of_shards']);
  const now = await patiently(wish, () => readExtents(elasticsearch, index, shards));
  const before = content.manifest ?? content.state;
  if (before !== undefined) await assertSame(wish, before, source, now);

  await removePartials(folder);
  const state = await startingState(folder, before, source, now);
  const { manifest: complete } = content;
  if (complete?.parts.length === state.parts.length) return { manifest: complete, wasComplete: true, resumed: 0 };
  const resumed = documentsOf(state.parts);
  await writeParts(wish, state, { ...wish, mostDocuments: mostDocumentsOf(blueprint) });
  assertWhole(state);
  const remarks = await remarksOn(wish, state, shards);
  const manifest = manifestOf(state, blueprint, remarks);
  await writeManifest(folder, manifest);
  return { manifest, wasComplete: false, resumed };
}

function assertExportable(index: string, { isFromFive, keepsSource, types }: IndexBlueprint): void {
  if (isFromFive)
    throw new TransferError(
      `${index} was made by Elasticsearch 5, whose documents have no sequence numbers to read them by: copy it with _reindex, and export the copy`,
      true,
    );
  if (!keepsSource) throw new TransferError(`${index} keeps no _source, so that there is nothing to export`, true);
  if (types.length > 1) throw new TransferError(`${index} has several mapping types: ${types.join(', ')}`, true);
}

/** Documents are counted up to the numbers of then, not of now: what came later is no change. */
async function assertSame(
  { elasticsearch, index, folder }: ExportWish,
  before: ExportState | Manifest,
  source: ExportSource,
  now: readonly ShardExtent[],
): Promise<void> {
  const counted: { shard: number; documents: number }[] = [];
  for (const { shard, last } of before.shards) {
    const same = now.find((extent) => extent.shard === shard && extent.last === last);
    counted.push({ shard, documents: same?.documents ?? (await countUpTo(elasticsearch, { index, shard, last })) });
  }
  const problem = otherSource(before, source, counted);
  if (problem === null) return;
  throw new TransferError(
    `${folder} cannot be used: ${problem}; name another folder, or throw it away with --again`,
    true,
  );
}

async function startingState(
  folder: string,
  before: ExportState | undefined,
  source: ExportSource,
  shards: ShardExtent[],
): Promise<ExportState> {
  if (before !== undefined) {
    const { format, version, startedAt } = before;
    return { format, version, source, startedAt, shards: before.shards, parts: await keptParts(folder, before.parts) };
  }
  const startedAt = new Date().toISOString();
  const fresh: ExportState = { format: 'logkeep-export', version: 1, source, startedAt, shards, parts: [] };
  await writeState(folder, fresh);
  return fresh;
}

/** Every document that was counted at the beginning must be in a part. */
function assertWhole({ source: { index }, shards, parts }: ExportState): void {
  for (const { shard, documents } of shards) {
    const got = documentsOf(parts.filter((part) => part.shard === shard));
    if (got === documents) continue;
    throw new TransferError(
      `Shard ${shard} of ${index} had ${grouped(documents)} documents when the export began, and ${grouped(got)} were read: some were changed or deleted meanwhile; export again with --again when nobody changes them`,
    );
  }
}

async function remarksOn(
  { elasticsearch, index, ...wish }: ExportWish,
  state: ExportState,
  shards: number,
): Promise<string[]> {
  const extents = await patiently(wish, () => readExtents(elasticsearch, index, shards));
  const last = (list: readonly ShardExtent[]) => list.reduce((total, extent) => total + extent.last, 0);
  const later = last(extents) - last(state.shards);
  return later <= 0
    ? []
    : [`${state.source.index} was still written to: what came after ${state.startedAt} is not in the export`];
}

function manifestOf(state: ExportState, blueprint: IndexBlueprint, remarks: string[]): Manifest {
  const { parts } = state;
  const [type] = blueprint.types;
  const { settings, mappings, aliases } = blueprint;
  return {
    ...state,
    finishedAt: new Date().toISOString(),
    remarks,
    ...(type === undefined ? {} : { type }),
    ...{ settings, mappings, aliases },
    documents: documentsOf(parts),
    bytes: parts.reduce((total, part) => total + part.bytes, 0),
    compressedBytes: parts.reduce((total, part) => total + part.compressedBytes, 0),
    content: ContentSum.total(parts.map((part) => part.content)),
  };
}

function mostDocumentsOf({ settings }: IndexBlueprint): number {
  return Number(settings['index.max_result_window'] ?? 10_000);
}
