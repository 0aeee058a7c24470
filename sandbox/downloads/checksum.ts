import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** The sha256 of a file's bytes, in hexadecimal. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(fs.createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * Whether the file exists and has this checksum. A positive answer is remembered beside the file, and holds as long as
 * the file's size and modification time stay the same.
 */
export async function isVerified(file: string, sha256: string): Promise<boolean> {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return false;
  const proof = JSON.stringify({ sha256, size: stat.size, modified: stat.mtimeMs });
  const proofFile = `${file}.verified`;
  if (fs.existsSync(proofFile) && fs.readFileSync(proofFile, 'utf8') === proof) return true;
  if ((await sha256Of(file)) !== sha256) return false;
  try {
    fs.writeFileSync(proofFile, proof);
  } catch {
    // A shared folder may be read-only: then it is computed again next time.
  }
  return true;
}
