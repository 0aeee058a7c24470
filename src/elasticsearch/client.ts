import { readFileSync } from 'node:fs';
import { Client } from '@elastic/elasticsearch';
import type { ClientOptions } from '@elastic/elasticsearch';
import type { z } from 'zod';
import { discoverCapabilities } from './capabilities';
import { toElasticsearchError } from './error-mapping';
import type { ApiRequest, Capabilities, Elasticsearch } from './elasticsearch';
import { ServerFault } from './errors';
import { NeutralTransport } from './neutral-transport';

/** How to reach a cluster, with its secrets already read. Never logged, never part of a history. */
export interface Connection {
  /** One or more addresses of the same cluster. */
  urls: readonly string[];
  auth?: { username: string; password: string } | { apiKey: string } | { bearer: string };
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
  return bind({ client, address, otherNodes: connection.urls.length - 1 }, { capabilities: undefined }, undefined);
}

interface Wire {
  client: Client;
  address: string;
  /** A read that one node does not answer may ask this many others. */
  otherNodes: number;
}

function bind(
  wire: Wire,
  memory: { capabilities: Promise<Capabilities> | undefined },
  signal: AbortSignal | undefined,
): Elasticsearch {
  const self: Elasticsearch = {
    address: wire.address,
    send: (request, answer) => send(wire, request, answer, signal),
    within: (narrower) => bind(wire, memory, narrower),
    capabilities: () => {
      memory.capabilities ??= discoverCapabilities(self).catch((error: unknown) => {
        memory.capabilities = undefined;
        throw error;
      });
      return memory.capabilities;
    },
    close: () => wire.client.close(),
  };
  return self;
}

async function send<T>(
  { client, address, otherNodes }: Wire,
  request: ApiRequest,
  answer: z.ZodType<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted();
  const { method, path, query, body } = request;
  const reads = method === 'GET';
  const name = `${method} ${path}`;
  let raw: unknown;
  try {
    raw = await client.transport.request(
      { method, path, ...(query === undefined ? {} : { querystring: query }), ...(body === undefined ? {} : { body }) },
      {
        requestTimeout: request.timeout ?? (reads ? readTimeout : changeTimeout),
        maxRetries: reads ? otherNodes : 0,
        ...(signal === undefined ? {} : { signal }),
      },
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw toElasticsearchError(error, name, address);
  }
  const parsed = answer.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? '' : ` at ${issue.path.join('.') || 'its top'}: ${issue.message}`;
  throw new ServerFault(
    `${address} answered ${name} in a form that logkeep does not know${where}`,
    { request: name },
    parsed.error,
  );
}

function authOf({ auth }: Connection): Pick<ClientOptions, 'auth'> {
  return auth === undefined ? {} : { auth };
}

function tlsOf({ tls }: Connection): Pick<ClientOptions, 'tls' | 'caFingerprint'> {
  if (tls === undefined) return {};
  return {
    ...(tls.caFile === undefined ? {} : { tls: { ca: readFileSync(tls.caFile) } }),
    ...(tls.fingerprint === undefined ? {} : { caFingerprint: tls.fingerprint, tls: { rejectUnauthorized: false } }),
  };
}

function withoutCredentials(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}
