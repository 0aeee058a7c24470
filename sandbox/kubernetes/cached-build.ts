import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from '../downloads/lock';
import { distributionsFolder } from '../places';

export interface CachedBuild {
  name: string;
  /** All that the outcome depends on; another value builds anew. */
  inputs: string[];
  /** Fills the given empty folder. */
  build: (folder: string) => Promise<void>;
}

/** The folder with what was built, built now if it is not there; half a build is never seen, nor left as a whole one. */
export async function cachedBuild({ name, inputs, build }: CachedBuild): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 12);
  const folder = path.join(distributionsFolder(), `${name}-${hash}`);
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(distributionsFolder(), { recursive: true });
  return withLock(`${folder}.lock`, async () => {
    if (!fs.existsSync(folder)) await buildInto(folder, build);
    return folder;
  });
}

async function buildInto(folder: string, build: CachedBuild['build']): Promise<void> {
  const temporary = `${folder}.partial`;
  fs.rmSync(temporary, { recursive: true, force: true });
  fs.mkdirSync(temporary);
  try {
    await build(temporary);
    fs.renameSync(temporary, folder);
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}
