import fs from 'node:fs/promises';
import { spaceProblem } from '../planning/export/enough-space';
import { documentsOf } from '../planning/export/manifest';
import type { ExportState, Range } from '../planning/export/manifest';
import { cutForReaders, whatIsLeft } from '../planning/export/what-is-left';
import { ExportCount } from './export-count';
import { writeState } from './export-folder';
import type { ExportWish } from './export-wish';
import type { Surroundings } from './patiently';
import { readRange } from './read-range';
import type { Reading } from './read-range';
import { ViewLost, readView } from './read-view';
import { ReaderMemory } from './reader-memory';
import { TransferError } from './transfer-error';
import { writePart } from './write-part';

/** Several readers share the ranges that are left; every finished part is written down at once. */
export async function writeParts(wish: ExportWish, state: ExportState, reading: Reading): Promise<void> {
  const { folder, readers, onProgress } = wish;
  const queue: Range[] = cutForReaders(whatIsLeft(state.shards, state.parts), readers);
  const failed = new AbortController();
  const signal = AbortSignal.any([wish.signal, failed.signal]);
  const within = { ...reading, signal, elasticsearch: wish.elasticsearch.within(signal) };
  const documentsTotal = documentsOf(state.shards);
  const progress = { documents: documentsOf(state.parts), documentsTotal, bytes: 0, compressedBytes: 0 };
  const count = new ExportCount(progress, onProgress);
  const { readsNeighboursFaster } = await wish.elasticsearch.capabilities();
  const read = readsNeighboursFaster ? readView : readRange;
  let recorded: Promise<void> = Promise.resolve();
  const reader = async () => {
    const memory = new ReaderMemory();
    for (let range = queue.shift(); range !== undefined; range = queue.shift()) {
      await assertSpace(folder, state);
      const part = await write(range, memory);
      if (part.to < range.to) queue.unshift({ ...range, from: part.to + 1 });
      count.written(part.compressedBytes);
      state.parts = [...state.parts, part].sort((a, b) => a.shard - b.shard || a.from - b.from);
      recorded = recorded.then(() => writeState(folder, state));
      await recorded;
    }
  };
  const write = (range: Range, memory: ReaderMemory) =>
    againWhenLost(within, async () => {
      const attempt = count.attempt();
      try {
        return await writePart(folder, range, (sum) => attempt.counting(read(within, range, sum, memory)), signal);
      } catch (error) {
        attempt.takeBack();
        throw error;
      }
    });
  const fail = (error: unknown): never => {
    failed.abort(error);
    throw error;
  };
  const all = Array.from({ length: readers }, () => reader().catch(fail));
  // All of them: a file that one is still writing must be gone before it is said that there is none.
  const [first] = (await Promise.allSettled(all)).filter(({ status }) => status === 'rejected');
  wish.signal.throwIfAborted();
  if (first !== undefined) throw failed.signal.reason;
}

async function assertSpace(folder: string, { shards, parts }: ExportState): Promise<void> {
  const { bavail, bsize } = await fs.statfs(folder);
  const written = parts.reduce((total, part) => total + part.compressedBytes, 0);
  const problem = spaceProblem({
    free: bavail * bsize,
    documents: documentsOf(shards),
    documentsDone: documentsOf(parts),
    written,
  });
  if (problem === null) return;
  throw new TransferError(
    `The disk of ${folder} is too full: ${problem}; make room and run the same command again, it goes on where it stopped`,
  );
}

/** More than a rolling restart of the cluster takes from one part. */
const mostAttempts = 5;

async function againWhenLost<T>({ onRetry }: Surroundings, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ViewLost)) throw error;
      if (attempt === mostAttempts) throw error.cause;
      onRetry(error.message);
    }
  }
}
