import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Part } from '../planning/export/manifest';

/** What is wrong with the file of a part, as a clause; null when it is as it was written. */
export async function partProblem(folder: string, { file, compressedBytes, sha256 }: Part): Promise<string | null> {
  const name = path.join(folder, file);
  // A link or a pipe in a folder that came from somebody else would lead elsewhere.
  const found = await fs.lstat(name).catch(() => null);
  if (found === null) return `${file} is missing`;
  if (!found.isFile()) return `${file} is not a plain file`;
  if (found.size !== compressedBytes) return `${file} has ${found.size} bytes instead of ${compressedBytes}`;
  const digest = createHash('sha256');
  const handle = await fs.open(name, 'r');
  for await (const chunk of handle.createReadStream({ highWaterMark: 1_048_576 })) digest.update(chunk as Buffer);
  return digest.digest('hex') === sha256 ? null : `${file} was changed: its SHA-256 is another one`;
}

/** The parts whose files are as they were written; the others have to be written anew. */
export async function keptParts(folder: string, parts: readonly Part[]): Promise<Part[]> {
  const kept: Part[] = [];
  for (const part of parts) if ((await partProblem(folder, part)) === null) kept.push(part);
  return kept;
}
