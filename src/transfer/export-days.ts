import { createHash } from 'node:crypto';
import path from 'node:path';
import { connect } from '../elasticsearch/client';
import type { Connection } from '../elasticsearch/client';
import type { Elasticsearch } from '../elasticsearch/elasticsearch';
import { deleteIndex, listIndices } from '../elasticsearch/indices';
import { exportIndex } from './export-index';
import type { Exported } from './export-index';
import type { ExportProgress } from './export-wish';
import { patiently } from './patiently';
import type { Surroundings } from './patiently';
import { toldError } from './told-error';
import { TransferError } from './transfer-error';

/** One day of a cluster. */
export interface DayToExport {
  /** `YYYY-MM-DD` */
  day: string;
  index: string;
}

/** Brings a day back under another name for a while; resolves when it can be read. */
export type BringBack = (day: DayToExport, prefix: string) => Promise<{ snapshot: string }>;

export interface ExportDaysWish extends Surroundings {
  connection: Connection;
  cluster: string;
  days: readonly DayToExport[];
  /** Gets a folder for the cluster, and in it one for each index. */
  folder: string;
  /** Not as the days are live, but as they are in the backup. */
  fromBackup: boolean;
  again: boolean;
  readers: number;
  bringBack: BringBack;
  /** Is told what is about to be done, one sentence. */
  onStage: (sentence: string) => void;
  onProgress: (day: DayToExport, progress: ExportProgress) => void;
}

export interface ExportedDay extends DayToExport, Exported {
  folder: string;
}

/**
 * Exports days one after another: as they are live, or from a temporary restore, which is removed afterwards.
 * @throws TransferError for what a person can mend; the signal's reason.
 */
export async function exportDays(wish: ExportDaysWish): Promise<ExportedDay[]> {
  const elasticsearch = connect(wish.connection);
  try {
    const within = elasticsearch.within(wish.signal);
    const exported: ExportedDay[] = [];
    for (const day of wish.days) exported.push(await exportDay(wish, within, elasticsearch, day));
    return exported;
  } catch (error) {
    wish.signal.throwIfAborted();
    throw toldError(error, wish.folder);
  } finally {
    await elasticsearch.close();
  }
}

async function exportDay(
  wish: ExportDaysWish,
  elasticsearch: Elasticsearch,
  untilTheEnd: Elasticsearch,
  day: DayToExport,
): Promise<ExportedDay> {
  const folder = path.join(wish.folder, wish.cluster, day.index);
  const source = { cluster: wish.cluster, index: day.index };
  const onProgress = (progress: ExportProgress) => wish.onProgress(day, progress);
  const common = { ...wish, elasticsearch, folder, onProgress };
  if (!wish.fromBackup && (await isLive(wish, elasticsearch, day))) {
    wish.onStage(`Exporting ${day.index} of ${wish.cluster}`);
    return { ...day, folder, ...(await exportIndex({ ...common, index: day.index, source })) };
  }
  const prefix = prefixFor(folder);
  const temporary = `${prefix}${day.index}`;
  // Of an export that was killed before it could remove it.
  await removeTemporary(untilTheEnd, temporary);
  wish.onStage(`Bringing ${day.index} back for a while, as ${temporary}`);
  try {
    const { snapshot } = await wish.bringBack(day, prefix);
    wish.onStage(`Exporting ${day.index} of ${wish.cluster} as it is in ${snapshot}`);
    return { ...day, folder, ...(await exportIndex({ ...common, index: temporary, source: { ...source, snapshot } })) };
  } finally {
    // Not within the signal: whoever stops the export wants it gone too. Should this fail, its expiry removes it.
    await removeTemporary(untilTheEnd, temporary).catch((error: unknown) =>
      wish.onRetry(`${temporary} could not be removed and will expire within a day: ${String(error)}`),
    );
  }
}

/** A name that no pattern of daily indices has, the same for the same folder. */
function prefixFor(folder: string): string {
  return `logkeep-export-${createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 10)}-`;
}

async function isLive(wish: Surroundings, elasticsearch: Elasticsearch, { index }: DayToExport): Promise<boolean> {
  const [found] = await patiently(wish, () => listIndices(elasticsearch, index));
  if (found === undefined) return false;
  if (found.open) return true;
  throw new TransferError(`${index} is closed: open it, or export it with --from-backup`, true);
}

async function removeTemporary(elasticsearch: Elasticsearch, index: string): Promise<void> {
  if ((await listIndices(elasticsearch, index)).length > 0) await deleteIndex(elasticsearch, index);
}
