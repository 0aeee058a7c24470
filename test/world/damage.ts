import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Flips bytes in every data file of a repository; returns what flips them back. */
export function damage(folder: string): () => void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => /\/__[^/]+$/.test(file) && statSync(file).isFile());
  const flip = () => files.forEach(flipBytes);
  flip();
  return flip;
}

function flipBytes(file: string): void {
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}
