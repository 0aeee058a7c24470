import fs from 'node:fs/promises';
import path from 'node:path';
import { connect } from '../elasticsearch/client';
import type { Connection } from '../elasticsearch/client';
import { manifestName, stateName } from '../planning/export/manifest';
import { importIndex } from './import-index';
import type { ImportProgress, Imported } from './import-index';
import type { Surroundings } from './patiently';
import { toldError } from './told-error';
import { TransferError } from './transfer-error';

export interface ImportDaysWish extends Surroundings {
  connection: Connection;
  /** The folder of one exported index, or one that has such folders in it. */
  folder: string;
  index?: string;
  intoExisting: boolean;
  onStage: (sentence: string) => void;
  onProgress: (folder: string, progress: ImportProgress) => void;
}

export interface ImportedFolder extends Imported {
  folder: string;
}

/**
 * Loads every export in a folder into a cluster, one after another.
 * @throws TransferError for what a person can mend; the signal's reason.
 */
export async function importDays(wish: ImportDaysWish): Promise<ImportedFolder[]> {
  const elasticsearch = connect(wish.connection);
  try {
    const within = elasticsearch.within(wish.signal);
    const folders = await findExports(wish.folder);
    if (folders.length > 1 && wish.index !== undefined)
      throw new TransferError(
        `${wish.folder} holds ${folders.length} exports, which cannot all be called ${wish.index}: name the folder of one`,
        true,
      );
    const imported: ImportedFolder[] = [];
    for (const folder of folders) {
      wish.onStage(`Importing ${folder}`);
      const onProgress = (progress: ImportProgress) => wish.onProgress(folder, progress);
      imported.push({ folder, ...(await importIndex({ ...wish, elasticsearch: within, folder, onProgress })) });
    }
    return imported;
  } catch (error) {
    wish.signal.throwIfAborted();
    throw toldError(error, wish.folder);
  } finally {
    await elasticsearch.close();
  }
}

/** The folder itself, those in it, and those in them: `DIR/cluster/index`. */
async function findExports(folder: string): Promise<string[]> {
  const inside = await foldersIn(folder);
  const all = [folder, ...inside, ...(await Promise.all(inside.map(foldersIn))).flat()];
  const found: string[] = [];
  for (const each of all) {
    const names = await fs.readdir(each);
    if (names.includes(manifestName)) found.push(each);
    else if (names.includes(stateName))
      throw new TransferError(`The export in ${each} is not complete: run it again to its end, or leave it out`, true);
  }
  if (found.length === 0) throw new TransferError(`${folder} holds no export: there is no ${manifestName} in it`, true);
  return found.sort();
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
}
