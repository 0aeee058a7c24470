import { createHash, hash } from 'node:crypto';
import { requestJson } from '../servers/http';
import type { Access } from '../servers/http';

export interface ContentChecksum {
  documents: number;
  sha256: string;
}

/**
 * A checksum over every document (id and source) of an index or a comma-separated list or pattern of them. It depends
 * neither on the order of the documents or of their fields, nor on the index's name.
 */
export async function contentChecksum(access: Access, index: string): Promise<ContentChecksum> {
  await requestJson(access, `/${index}/_refresh`, { method: 'POST' });
  const { shards } = await requestJson<{ shards: unknown[] }>(access, `/${index}/_search_shards`);
  // Up to the number of shards, slices divide shards and cost nothing; one slice is read while another is hashed.
  const slices = Math.max(1, Math.min(2, shards.length));
  const digests = await Promise.all(Array.from({ length: slices }, (_, id) => digestSlice(access, index, id, slices)));
  const sorted = digests.flat().sort();
  const whole = createHash('sha256');
  for (const digest of sorted) whole.update(digest);
  return { documents: sorted.length, sha256: whole.digest('hex') };
}

interface Page {
  _scroll_id: string;
  hits?: { hits?: { _id: string; _source: unknown }[] };
}

async function digestSlice(access: Access, index: string, id: number, max: number): Promise<string[]> {
  const filter = 'filter_path=_scroll_id,hits.hits._id,hits.hits._source';
  const query = { size: 5000, sort: ['_doc'], ...(max > 1 ? { slice: { id, max } } : {}) };
  const digests: string[] = [];
  let page = await post<Page>(access, `/${index}/_search?scroll=2m&${filter}`, query);
  for (;;) {
    const hits = page.hits?.hits ?? [];
    if (hits.length === 0) break;
    const next = post<Page>(access, `/_search/scroll?${filter}`, { scroll: '2m', scroll_id: page._scroll_id });
    // Hashing happens while the next page is on its way; a failure is thrown by the await below, not as unhandled.
    next.catch(() => undefined);
    for (const hit of hits) digests.push(hash('sha256', `${hit._id}\n${canonicalJson(hit._source)}`));
    page = await next;
  }
  const body = JSON.stringify({ scroll_id: [page._scroll_id] });
  await requestJson(access, '/_search/scroll', { method: 'DELETE', body });
  return digests;
}

function post<T>(access: Access, path: string, body: unknown): Promise<T> {
  return requestJson<T>(access, path, { method: 'POST', body: JSON.stringify(body) });
}

/** JSON with sorted keys. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
