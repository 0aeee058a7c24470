import { addAbortSignal } from 'node:stream';
import type { Readable } from 'node:stream';
import type { ReusedBytes } from './reused-bytes';
import { errors } from '@elastic/elasticsearch';
import type { DiagnosticResult } from '@elastic/elasticsearch';
import { AnswerTooLarge } from './errors';

interface Reading {
  /** Method and path, for messages. */
  request: string;
  /** Bytes. */
  most: number;
  into: ReusedBytes;
  within: AbortSignal;
}

const longestError = 1_000_000;

/**
 * Reads a streamed answer to its end.
 * @param answer what the transport gives with `asStream` and `meta`; it does not look at the status then.
 * @throws AnswerTooLarge; ResponseError of the client library for what the server refused.
 */
export async function readAnswer(answer: unknown, { request, most, into, within }: Reading): Promise<Buffer> {
  const result = answer as DiagnosticResult & { body: Readable };
  const refused = (result.statusCode ?? 0) >= 400;
  const limit = refused ? longestError : most;
  addAbortSignal(within, result.body);
  const bytes = await readAtMost(result.body, limit, into);
  if (bytes === null && !refused)
    throw new AnswerTooLarge(`The answer to ${request} has more than ${most} bytes`, { request });
  if (!refused && bytes !== null) return bytes;
  throw new errors.ResponseError({ ...result, body: parsed(bytes?.toString() ?? '') });
}

/** Null when there is more. */
async function readAtMost(body: Readable, limit: number, into: ReusedBytes): Promise<Buffer | null> {
  let bytes = into.take(0);
  let length = 0;
  // Leaving the loop early destroys the stream, and with it the connection that would go on sending.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    if (length + chunk.length > limit) return null;
    if (length + chunk.length > bytes.length) bytes = into.take(length + chunk.length, length);
    length += chunk.copy(bytes, length);
  }
  return bytes.subarray(0, length);
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { error: text };
  }
}
