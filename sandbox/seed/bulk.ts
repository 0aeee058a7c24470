import { requestJson } from '../servers/http';
import type { Access } from '../servers/http';

/** Sends one bulk body; throws with the first reason if the server refused any of its documents. */
export async function sendBulk(access: Access, body: string): Promise<void> {
  const path = '/_bulk?filter_path=errors,items.*.error';
  const type = 'application/x-ndjson';
  const answer = await requestJson<BulkAnswer>(access, path, { method: 'POST', body, type, timeoutMs: 120_000 });
  if (!answer.errors) return;
  const refused = answer.items?.find((item) => Object.values(item)[0]?.error !== undefined);
  throw new Error(`Elasticsearch refused a log document: ${JSON.stringify(refused)}`);
}

interface BulkAnswer {
  errors: boolean;
  items?: Record<string, { error?: unknown }>[];
}

/** Joins action and document lines to bulk bodies of about `bytes` characters. */
export function* bulkBodies(action: string, documents: Iterable<string>, bytes: number): Generator<BulkBody> {
  let lines: string[] = [];
  let length = 0;
  for (const document of documents) {
    lines.push(action, document);
    length += action.length + document.length + 2;
    if (length < bytes) continue;
    yield { body: lines.join('\n') + '\n', documents: lines.length / 2 };
    lines = [];
    length = 0;
  }
  if (lines.length > 0) yield { body: lines.join('\n') + '\n', documents: lines.length / 2 };
}

export interface BulkBody {
  body: string;
  documents: number;
}
