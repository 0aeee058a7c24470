import { readFileSync } from 'node:fs';
import { Client } from '@elastic/elasticsearch';
import type { ClientOptions, TransportRequestOptions } from '@elastic/elasticsearch';
import type { z } from 'zod';
import { discoverCapabilities } from './capabilities';
import { timedOut, toElasticsearchError } from './error-mapping';
import type { ApiRequest, Capabilities, Elasticsearch } from './elasticsearch';
import { ElasticsearchError, ServerFault } from './errors';
import { NeutralTransport } from './neutral-transport';
import { readAnswer } from './read-answer';
import type { ReusedBytes } from './reused-bytes';

/** How to reach a cluster, with its secrets already read. Never logged, never part of a history. */
export interface Connection {
  /** One or more addresses of the same cluster. */
  urls: readonly string[];
  auth?: { username: string; password: string } | { apiKey: string } | { bearer: string };
  /** One of the two. With a fingerprint it alone decides, as the certificate itself cannot be checked without its CA. */
  tls?: { caFile?: string; fingerprint?: string };
}

const readTimeout = 30_000;
// Initialising a snapshot and deleting one both answer only when the work is done, minutes on big repositories.
const changeTimeout = 3_600_000;

/**
 * Opens a client that never repeats a request that changes something: whoever sent it must first read what happened.
 * @throws Error when the CA file cannot be read.
 */
export function connect(connection: Connection): Elasticsearch {
  const client = new Client({
    nodes: [...connection.urls],
    Transport: NeutralTransport,
    maxRetries: 0,
    redaction: { type: 'remove' },
    ...authOf(connection),
    ...tlsOf(connection),
  });
  const address = connection.urls.map(withoutCredentials).join(', ');
  return bind({ client, address, otherNodes: connection.urls.length - 1 }, {}, undefined);
}

interface Wire {
  client: Client;
  address: string;
  /** A read that one node does not answer may ask this many others. */
  otherNodes: number;
}

/** Asked again after a while: a rolling upgrade changes them. */
interface Memory {
  capabilities?: { asked: number; answer: Promise<Capabilities> };
}

const capabilitiesLast = 600_000;

function bind(wire: Wire, memory: Memory, signal: AbortSignal | undefined): Elasticsearch {
  const self: Elasticsearch = {
    address: wire.address,
    send: (request, answer) => send(wire, request, answer, signal),
    receive: (request, most, into) => receive(wire, request, { most, into }, signal),
    within: (narrower) => bind(wire, memory, narrower),
    capabilities: () => {
      if (memory.capabilities === undefined || Date.now() - memory.capabilities.asked > capabilitiesLast) {
        // Not within the signal: others may be waiting for the same answer.
        const answer = discoverCapabilities(bind(wire, memory, undefined));
        memory.capabilities = { asked: Date.now(), answer };
        answer.catch(() => delete memory.capabilities);
      }
      return memory.capabilities.answer;
    },
    close: () => wire.client.close(),
  };
  return self;
}

async function send<T>(
  wire: Wire,
  request: ApiRequest,
  answer: z.ZodType<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const raw = await exchange(wire, request, signal, (ask, within) => ask({ signal: within }));
  const parsed = answer.safeParse(raw);
  if (parsed.success) return parsed.data;
  const name = nameOf(request);
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? '' : ` at ${issue.path.join('.') || 'its top'}: ${issue.message}`;
  throw new ServerFault(
    `${wire.address} answered ${name} in a form that logkeep does not know${where}`,
    { request: name },
    parsed.error,
  );
}

function receive(
  wire: Wire,
  request: ApiRequest,
  place: { most: number; into: ReusedBytes },
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  return exchange(wire, request, signal, async (ask, within) =>
    readAnswer(await ask({ signal: within, asStream: true, meta: true }), {
      request: nameOf(request),
      ...place,
      within,
    }),
  );
}

type Ask = (options: TransportRequestOptions) => Promise<unknown>;

/** One request within its deadline and the signal; whatever fails becomes an error of ours. */
async function exchange<T>(
  { client, address, otherNodes }: Wire,
  request: ApiRequest,
  signal: AbortSignal | undefined,
  work: (ask: Ask, within: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const { method, path, query, body, lines, content } = request;
  const reads = method === 'GET';
  // One deadline for the whole answer: the transport's own ends with the headers, and it aborts the signal it was given.
  const deadline = AbortSignal.timeout(request.timeout ?? (reads ? readTimeout : changeTimeout));
  const ask: Ask = (options) =>
    client.transport.request(
      {
        ...{ method, path },
        ...(query === undefined ? {} : { querystring: query }),
        ...(body === undefined ? {} : { body }),
        ...(lines === undefined ? {} : { bulkBody: lines }),
        ...(content === undefined ? {} : { bulkBody: content }),
      },
      { maxRetries: reads ? otherNodes : 0, ...options },
    );
  try {
    return await work(ask, AbortSignal.any(signal === undefined ? [deadline] : [signal, deadline]));
  } catch (error) {
    signal?.throwIfAborted();
    if (deadline.aborted) throw timedOut(address, nameOf(request), error);
    if (error instanceof ElasticsearchError) throw error;
    throw toElasticsearchError(error, nameOf(request), address);
  }
}

function nameOf({ method, path }: ApiRequest): string {
  return `${method} ${path}`;
}

function authOf({ auth }: Connection): Pick<ClientOptions, 'auth'> {
  return auth === undefined ? {} : { auth };
}

function tlsOf({ tls }: Connection): Pick<ClientOptions, 'tls' | 'caFingerprint'> {
  if (tls?.fingerprint !== undefined) return { caFingerprint: tls.fingerprint, tls: { rejectUnauthorized: false } };
  return tls?.caFile === undefined ? {} : { tls: { ca: readFileSync(tls.caFile) } };
}

function withoutCredentials(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}
