import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

/** Replaces a file at once: whoever reads it finds the old text or the new one, also after a power cut. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const fresh = `${file}.${randomBytes(4).toString('hex')}.partial`;
  const handle = await fs.open(fresh, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await putInPlace(fresh, file);
}

/** Gives a file that is complete and on the disk its name. */
export async function putInPlace(fresh: string, file: string): Promise<void> {
  await fs.rename(fresh, file);
  const folder = await fs.open(path.dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
