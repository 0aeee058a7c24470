import { request, requestJson } from '../servers/http';
import type { Access } from '../servers/http';
import { bulkBodies, sendBulk } from './bulk';
import type { BulkBody } from './bulk';
import { hasDocumentTypes } from './document-types';
import { consecutiveDays, dayDocuments } from './documents';

export interface SeedOptions extends Access {
  /** First UTC day, `2019-11-03`. */
  from?: string;
  days?: number;
  linesPerDay?: number;
  prefix?: string;
  seed?: string;
  onProgress?: (progress: { documents: number; of: number }) => void;
}

export interface Seeded {
  /** Index names, oldest day first. */
  indices: string[];
  documents: number;
  bytes: number;
}

/**
 * Fills a cluster with KubeSphere's log indices, one per UTC day (`ks-logstash-log-2019.11.03`), with the server's own
 * default settings and mappings. The content is deterministic; the document ids are Elasticsearch's, as with fluent-bit.
 */
export async function seedKubesphereLogs(options: SeedOptions): Promise<Seeded> {
  const { from = '2019-11-03', days = 10, linesPerDay = 20_000, prefix = 'ks-logstash-log' } = options;
  const type = (await hasDocumentTypes(options)) ? { _type: 'flb_type' } : {};
  const byDay = consecutiveDays(from, days).map((day) => ({ day, index: `${prefix}-${day.replaceAll('-', '.')}` }));
  const indices = byDay.map(({ index }) => index);
  for (const index of indices) await createIndex(options, index);

  function* bodies(): Generator<BulkBody> {
    for (const { day, index } of byDay) {
      const action = JSON.stringify({ index: { _index: index, ...type } });
      yield* bulkBodies(action, dayDocuments(day, linesPerDay, options.seed), bodyBytes);
    }
  }
  const seeded: Seeded = { indices, documents: 0, bytes: 0 };
  const source = bodies();
  const sender = async () => {
    for (const { body, documents } of source) {
      await sendBulk(options, body);
      seeded.documents += documents;
      seeded.bytes += Buffer.byteLength(body);
      options.onProgress?.({ documents: seeded.documents, of: days * linesPerDay });
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  const settings = JSON.stringify({ index: { refresh_interval: null } });
  await requestJson(options, `/${prefix}-*/_settings`, { method: 'PUT', body: settings });
  await requestJson(options, `/${prefix}-*/_refresh`, { method: 'POST' });
  return seeded;
}

// Measured on 2 cores with 512 MB of heap: more or larger requests do not make it faster.
const senders = 3;
const bodyBytes = 2_000_000;

async function createIndex(access: Access, index: string): Promise<void> {
  // No refresh before the end: it would cut many small segments.
  const body = JSON.stringify({ settings: { index: { refresh_interval: '-1' } } });
  const { status, body: answer } = await request(access, `/${index}`, { method: 'PUT', body });
  if (status >= 400 && !answer.includes('resource_already_exists_exception'))
    throw new Error(`Creating the index ${index} got ${status}: ${answer.slice(0, 300)}`);
}
