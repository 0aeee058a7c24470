import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { Run } from '../../src/client/logkeep-client';

const folder = join(__dirname, 'histories');
// Stack traces name it; it is nobody's business.
const checkout = join(__dirname, '../..');

/** Deletes the recorded histories whose names match, before they are recorded anew. */
export function clearHistories(which: (name: string) => boolean): void {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (which(file)) rmSync(join(folder, file));
}

/** Waits for the end of a run, however it ends, and keeps its history. */
export async function saveHistory(name: string, run: Run): Promise<void> {
  await run.result().catch(() => undefined);
  // Only this form of a history can be read back (sdk-typescript#1362).
  const history = JSON.stringify(JSON.parse(historyToJSON(await run.fetchHistory()))).replaceAll(checkout, '.');
  writeFileSync(join(folder, `${name}.json`), `${history}\n`);
  process.stdout.write(`${name}\n`);
}

/** The frame of a recording: ends with what it was given to say. */
export function runRecording(main: () => Promise<void>): void {
  main().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
}
