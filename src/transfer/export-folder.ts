import fs from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { isPartName } from '../planning/export/part-name';
import {
  lockName,
  manifestName,
  manifestProblem,
  manifestSchema,
  stateName,
  stateSchema,
} from '../planning/export/manifest';
import type { ExportState, Manifest } from '../planning/export/manifest';
import { syncFile, writeAtomically, writeDurably } from './durable-files';
import { TransferError } from './transfer-error';

/** What is in the folder of one exported index. */
export interface FolderContent {
  manifest?: Manifest;
  state?: ExportState;
}

/** Megabytes of a manifest are thousands of files: more is none of ours. */
const largest = 64_000_000;

/**
 * Looks at what is in the folder.
 * @throws TransferError when it holds anything that no export has written: nothing of it is touched.
 */
export async function openFolder(folder: string): Promise<FolderContent> {
  const names = await fs.readdir(folder);
  const foreign = names.find((name) => !isOurs(name));
  if (foreign !== undefined)
    throw new TransferError(`${folder} holds ${foreign}, which is no part of an export: name an empty folder`, true);
  const manifest = await readManifest(folder);
  const state = await readJson(path.join(folder, stateName), stateSchema);
  if (manifest === null && state === null && names.some((name) => isPartName(name) && !name.endsWith('.partial')))
    throw new TransferError(
      `${folder} holds parts of an export, but nothing that says of which: name an empty folder`,
      true,
    );
  return { ...(manifest === null ? {} : { manifest }), ...(state === null ? {} : { state }) };
}

/** Removes what an export was writing when it was cut off. */
export async function removePartials(folder: string): Promise<void> {
  const names = (await fs.readdir(folder)).filter((name) => name.endsWith('.partial'));
  for (const name of names) await fs.rm(path.join(folder, name), { force: true });
}

/** Removes everything that an export has written. */
export async function emptyFolder(folder: string): Promise<void> {
  // The manifest first: without its parts it would be a lie.
  const names = (await fs.readdir(folder)).filter((name) => isOurs(name) && name !== lockName).sort();
  for (const name of names) await fs.rm(path.join(folder, name), { force: true });
}

/** Null when the folder has none. @throws TransferError when it is malformed. */
export function readManifest(folder: string): Promise<Manifest | null> {
  return readJson(path.join(folder, manifestName), manifestSchema);
}

export function writeState(folder: string, state: ExportState): Promise<void> {
  return writeAtomically(path.join(folder, stateName), `${JSON.stringify(state)}\n`);
}

/** Says that the export is complete. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  // What it says must be on the disk before it is. Until then nothing waits for the disk: parts are checked when an
  // export goes on.
  await Promise.all(manifest.parts.map(({ file }) => syncFile(path.join(folder, file))));
  await writeDurably(path.join(folder, manifestName), `${JSON.stringify(manifest, null, 1)}\n`);
  await fs.rm(path.join(folder, stateName), { force: true });
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  const found = await fs.lstat(file).catch(() => null);
  if (found === null) return null;
  if (!found.isFile() || found.size > largest) throw new TransferError(`${file} is not a file of an export`, true);
  const read = schema.safeParse(parsed(await fs.readFile(file, 'utf8'), file));
  if (read.success) return read.data;
  throw new TransferError(`${file} cannot be used: ${manifestProblem(read.error)}`, true);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TransferError(`${file} is not JSON: it was cut off or changed; get the export again`, true);
  }
}

function isOurs(name: string): boolean {
  return (
    isPartName(name) || [manifestName, stateName, lockName].some((known) => name === known || isPartial(name, known))
  );
}

function isPartial(name: string, of: string): boolean {
  return name.startsWith(`${of}.`) && name.endsWith('.partial');
}
