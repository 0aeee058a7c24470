import fs from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import type { Part } from '../planning/export/manifest';
import { TransferError } from './transfer-error';

/** As long as a line may be: Elasticsearch takes no document of more than 100 MB. */
const longestLine = 110_000_000;

/**
 * The lines of a part, in pieces of whole lines of about `wanted` bytes, each with its line end. Not more is unpacked
 * than the manifest says there is, whatever is in the file.
 * @throws TransferError when it is not what the manifest says.
 */
export async function* readLines(folder: string, part: Part, wanted: number): AsyncGenerator<Buffer> {
  const broken = (what: string) => new TransferError(`${path.join(folder, part.file)} ${what}: get the export again`);
  const file = (await fs.open(path.join(folder, part.file), 'r')).createReadStream({ highWaterMark: 262_144 });
  const unpacked = file.pipe(createGunzip({ chunkSize: 262_144 }));
  file.on('error', (error) => unpacked.destroy(error));
  let pieces: Buffer[] = [];
  let length = 0;
  let total = 0;
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > part.bytes) throw broken(`has more than the ${part.bytes} bytes of lines that its manifest says`);
      const end = length + chunk.length < wanted ? -1 : chunk.lastIndexOf(0x0a);
      if (end < 0) {
        if (length + chunk.length > longestLine + wanted) throw broken('has a line that is longer than any document');
        pieces.push(chunk);
        length += chunk.length;
        continue;
      }
      yield Buffer.concat([...pieces, chunk.subarray(0, end + 1)]);
      pieces = [chunk.subarray(end + 1)];
      length = chunk.length - end - 1;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_')) throw broken(`cannot be unpacked (${message})`);
    throw error;
  } finally {
    file.destroy();
    unpacked.destroy();
  }
  if (length === 0) return;
  const rest = Buffer.concat(pieces);
  if (rest.at(-1) !== 0x0a) throw broken('ends in the middle of a line');
  yield rest;
}
