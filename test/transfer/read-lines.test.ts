import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readLines } from '../../src/transfer/read-lines';
import { aPart } from '../planning/export/a-manifest';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'logkeep-lines-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const read = async (file: Buffer, bytes: number, wanted = 1000) => {
  writeFileSync(join(folder, aPart.file), file);
  const pieces: string[] = [];
  for await (const piece of readLines(folder, { ...aPart, bytes }, wanted)) pieces.push(piece.toString());
  return pieces;
};

test('lines come in pieces of whole lines', async () => {
  const line = `{"_id":"${'x'.repeat(500_000)}"}\n`;
  const text = line.repeat(7);
  const pieces = await read(gzipSync(text), text.length, 1_200_000);
  expect(pieces.join('')).toBe(text);
  expect(pieces.length).toBeGreaterThan(1);
  pieces.forEach((piece) => expect(piece.endsWith('\n')).toBe(true));
});

test('a file of no lines has none', async () => {
  await expect(read(gzipSync(''), 0)).resolves.toEqual([]);
});

test('no more is unpacked than the manifest says', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, 'a'));
  await expect(read(bomb, 1_000)).rejects.toThrow(/has more than the 1000 bytes of lines that its manifest says/);
});

test('a line that never ends is given up', async () => {
  const bomb = gzipSync(Buffer.alloc(150_000_000, 'a'));
  await expect(read(bomb, 1_000_000_000)).rejects.toThrow(/has a line that is longer than any document/);
});

test.each<[string, Buffer, RegExp]>([
  ['is not compressed', Buffer.from('{"_id":"1"}\n'), /cannot be unpacked/],
  ['was cut off', gzipSync('{"_id":"1"}\n'.repeat(100)).subarray(0, 30), /cannot be unpacked/],
  ['ends within a line', gzipSync('{"_id":"1"}\n{"_id"'), /ends in the middle of a line/],
])('a file that %s is refused', async (_, file, expected) => {
  await expect(read(file, 10_000)).rejects.toThrow(expected);
});
