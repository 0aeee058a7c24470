import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { z } from 'zod';
import { startElasticsearch } from '../../../sandbox/servers/start-elasticsearch';
import type { ElasticsearchServer } from '../../../sandbox/servers/start-elasticsearch';
import { connect } from '../../../src/elasticsearch/client';
import type { Connection } from '../../../src/elasticsearch/client';
import { Unauthorised, Untrusted } from '../../../src/elasticsearch/errors';
import { getClusterHealth } from '../../../src/elasticsearch/health';

let server: ElasticsearchServer;
beforeAll(async () => {
  server = await startElasticsearch({ version: '8.19.21', world: `test-${process.pid}`, heapMb: 400, security: 'tls' });
});
afterAll(() => server.stop());

const secret = () => server.password ?? '';
const basic = () => ({ username: server.username ?? '', password: secret() });
const caFile = () => server.caFile ?? '';
const fingerprint = () => new X509Certificate(readFileSync(caFile())).fingerprint256;

async function healthBy(connection: Omit<Connection, 'urls'>) {
  const elasticsearch = connect({ urls: [server.url], ...connection });
  try {
    return (await getClusterHealth(elasticsearch)).status;
  } finally {
    await elasticsearch.close();
  }
}

test('a password and the CA file open a secured cluster', async () => {
  await expect(healthBy({ auth: basic(), tls: { caFile: caFile() } })).resolves.toMatch(/green|yellow/);
});

test("the CA's fingerprint is as good as its file", async () => {
  await expect(healthBy({ auth: basic(), tls: { fingerprint: fingerprint() } })).resolves.toMatch(/green|yellow/);
});

test('a bearer token opens it too', async () => {
  const bearer = server.serviceToken ?? '';
  await expect(healthBy({ auth: { bearer }, tls: { caFile: caFile() } })).resolves.toMatch(/green|yellow/);
});

const refused: [
  what: string,
  connection: () => Omit<Connection, 'urls'>,
  kind: typeof Unauthorised | typeof Untrusted,
][] = [
  ['no credentials', () => ({ tls: { caFile: caFile() } }), Unauthorised],
  [
    'a wrong password',
    () => ({ auth: { ...basic(), password: 'wrong-password' }, tls: { caFile: caFile() } }),
    Unauthorised,
  ],
  ['a wrong API key', () => ({ auth: { apiKey: 'd3Jvbmc6d3Jvbmc=' }, tls: { caFile: caFile() } }), Unauthorised],
  ['a wrong token', () => ({ auth: { bearer: 'AAEAAWVsYXN0aWM' }, tls: { caFile: caFile() } }), Unauthorised],
  ['an unknown certificate authority', () => ({ auth: basic() }), Untrusted],
  ['another fingerprint', () => ({ auth: basic(), tls: { fingerprint: 'AB:'.repeat(31) + 'AB' } }), Untrusted],
];

test.each(refused)('%s is refused as what it is, and not tried again', async (_, connection, kind) => {
  const failed = healthBy(connection());
  await expect(failed).rejects.toBeInstanceOf(kind);
  await expect(failed).rejects.toMatchObject({ retryable: false });
});

test('plain http to a TLS port is not mistaken for a cluster that is away for a while', async () => {
  const elasticsearch = connect({ urls: [server.url.replace('https', 'http')], auth: basic() });
  await expect(getClusterHealth(elasticsearch)).rejects.toThrow(/http/);
  await elasticsearch.close();
});

test('no secret is in an error, however deep one looks', async () => {
  const elasticsearch = connect({ urls: [server.url], auth: basic(), tls: { caFile: caFile() } });
  const missing = await elasticsearch
    .send({ method: 'GET', path: '/absent/_count' }, z.unknown())
    .catch((error: unknown) => error);
  await elasticsearch.close();
  const everything = inspect(missing, { depth: Infinity, showHidden: true });
  expect(everything).toContain('index_not_found');
  expect(everything).not.toContain(secret());
  expect(everything).not.toContain(Buffer.from(`${server.username}:${secret()}`).toString('base64'));
});
