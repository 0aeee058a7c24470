import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

/** Replaces a file at once: whoever reads it finds the old text or the new one. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const fresh = `${file}.${randomBytes(4).toString('hex')}.partial`;
  await fs.writeFile(fresh, text, { flag: 'wx' });
  await fs.rename(fresh, file);
}

/** As `writeAtomically`, and it is there after a power cut. */
export async function writeDurably(file: string, text: string): Promise<void> {
  const fresh = `${file}.${randomBytes(4).toString('hex')}.partial`;
  await fs.writeFile(fresh, text, { flag: 'wx', flush: true });
  await fs.rename(fresh, file);
  await syncFile(path.dirname(file));
}

/** Returns when a file, or the names in a folder, are on the disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await fs.open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
