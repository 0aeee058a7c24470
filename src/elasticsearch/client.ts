import { readFileSync } from 'node:fs';
import { Client } from '@elastic/elasticsearch';
import type { ClientOptions } from '@elastic/elasticsearch';
import type { z } from 'zod';
import type { Capabilities } from './capabilities';
import { discoverCapabilities } from './capabilities';
import { toElasticsearchError } from './error-mapping';
import { ServerFault } from './errors';
import { NeutralTransport } from './neutral-transport';

/** How to reach a cluster, with its secrets already read. Never logged, never part of a history. */
export interface Connection {
  /** One or more addresses of the same cluster. */
  urls: readonly string[];
  auth?: { username: string; password: string } | { apiKey: string } | { bearer: string };
  tls?: { caFile?: string; fingerprint?: string };
}

export interface ApiRequest {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Names in it must be percent-encoded (`pathOf`). */
  path: string;
  query?: Record<string, string | number | boolean>;
  body?: object;
  /** Milliseconds to wait for the answer; by default 30 s for reads, and an hour for anything that changes something. */
  timeout?: number;
}

/** One cluster, of any supported version. The API functions of this folder take it as their first argument. */
export interface Elasticsearch {
  /** The addresses, without credentials, for messages. */
  readonly address: string;
  /**
   * Sends one request and returns the parsed answer.
   * @throws ElasticsearchError one class per kind; the reason of the signal when it is aborted.
   */
  send<T>(request: ApiRequest, answer: z.ZodType<T>): Promise<T>;
  /** What this cluster can do; asked once, then remembered. */
  capabilities(): Promise<Capabilities>;
  /** The same cluster, with every request ended when the signal is. */
  within(signal: AbortSignal): Elasticsearch;
  close(): Promise<void>;
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
  return bind(client, address, { capabilities: undefined }, undefined);
}

function bind(client: Client, address: string, memory: { capabilities: Promise<Capabilities> | undefined }, signal: AbortSignal | undefined): Elasticsearch {
  const self: Elasticsearch = {
    address,
    send: (request, answer) => send(client, address, request, answer, signal),
    within: (narrower) => bind(client, address, memory, narrower),
    capabilities: () => {
      memory.capabilities ??= discoverCapabilities(self).catch((error: unknown) => {
        memory.capabilities = undefined;
        throw error;
      });
      return memory.capabilities;
    },
    close: () => client.close(),
  };
  return self;
}

async function send<T>(client: Client, address: string, request: ApiRequest, answer: z.ZodType<T>, signal: AbortSignal | undefined): Promise<T> {
  signal?.throwIfAborted();
  const { method, path, query, body } = request;
  const reads = method === 'GET';
  const name = `${method} ${path}`;
  let raw: unknown;
  try {
    raw = await client.transport.request(
      { method, path, ...(query === undefined ? {} : { querystring: query }), ...(body === undefined ? {} : { body }) },
      { requestTimeout: request.timeout ?? (reads ? readTimeout : changeTimeout), maxRetries: reads ? 2 : 0, ...(signal === undefined ? {} : { signal }) },
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw toElasticsearchError(error, name, address);
  }
  const parsed = answer.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? '' : ` at ${issue.path.join('.') || 'its top'}: ${issue.message}`;
  throw new ServerFault(`${address} answered ${name} in a form that logkeep does not know${where}`, { request: name }, parsed.error);
}

/** A path from literal segments and names; names are percent-encoded. */
export function pathOf(strings: TemplateStringsArray, ...names: string[]): string {
  return strings.reduce((path, text, position) => path + text + (position < names.length ? encodeURIComponent(names[position] ?? '') : ''), '');
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
