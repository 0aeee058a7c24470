import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportIndex } from '../../src/transfer/export-index';
import type { ExportWish } from '../../src/transfer/export-wish';
import { importIndex } from '../../src/transfer/import-index';
import type { ImportWish } from '../../src/transfer/import-index';
import type { LogCluster } from './log-cluster';

type Cluster = Pick<LogCluster, 'elasticsearch' | 'name'>;

const quiet = { signal: new AbortController().signal, onRetry: () => undefined, onProgress: () => undefined };

/** Exports an index of a cluster, with nothing said unless the test says it. */
export function exportFrom(
  { elasticsearch, name }: Cluster,
  index: string,
  folder: string,
  more: Partial<ExportWish> = {},
) {
  const source = { cluster: name, index };
  return exportIndex({ ...quiet, elasticsearch, index, source, folder, again: false, readers: 2, ...more });
}

/** Imports an exported index into a cluster. */
export function importInto({ elasticsearch }: Cluster, folder: string, more: Partial<ImportWish> = {}) {
  return importIndex({ ...quiet, elasticsearch, folder, intoExisting: false, ...more });
}

/** A folder that is not there yet, in one that goes when the test says. */
export function exportFolder(): { folder: string; remove: () => void } {
  const parent = mkdtempSync(join(tmpdir(), 'logkeep-export-'));
  return { folder: join(parent, 'export'), remove: () => rmSync(parent, { recursive: true, force: true }) };
}
