import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partName } from '../../src/planning/export/part-name';
import { writePart } from '../../src/transfer/write-part';

const range = { shard: 0, from: 0, to: 9 };
const never = new AbortController().signal;

/** More than all that lies between a writer and its disk, and nothing that gzip could make smaller. */
async function* twoPages() {
  const bytes = randomBytes(8 * 1024 * 1024);
  yield await Promise.resolve({ bytes, documents: 5, upTo: 4 });
  yield { bytes, documents: 5, upTo: 9 };
}

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'logkeep-part-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('a full disk ends a part while bytes wait for it, and leaves no half file', async () => {
  // Every write to it fails for want of space.
  symlinkSync('/dev/full', join(folder, `${partName(range)}.partial`));
  await expect(writePart(folder, range, twoPages, never)).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(readdirSync(folder)).toEqual([]);
});

test('whoever stops it while bytes are on their way is not kept waiting', async () => {
  const stop = new AbortController();
  async function* stopped() {
    yield* twoPages();
    stop.abort(new Error('stopped'));
    yield* twoPages();
  }
  await expect(writePart(folder, range, stopped, stop.signal)).rejects.toThrow();
  expect(readdirSync(folder)).toEqual([]);
});
