import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { connectKubernetes } from '../../src/kubernetes/connect';
import * as kinds from '../../src/kubernetes/errors';
import type { Kubernetes } from '../../src/kubernetes/kubernetes';

const target = { namespace: 'logs', pod: 'es-0', container: 'elasticsearch' };
const secret = 'hunter2';

let folder: string;
const servers: Server[] = [];
const sockets: Socket[] = [];
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'logkeep-unreachable-'))));
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  rmSync(folder, { recursive: true });
});

/** A port on which something listens that is no API server. */
async function listen(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    answer(socket);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const port = await listen(() => undefined);
  await new Promise((done) => servers.pop()?.close(done));
  return port;
}

function connectTo(server: string, user: object = { token: secret }): Kubernetes {
  const kubeconfig = join(folder, 'kubeconfig');
  const config = {
    clusters: [{ name: 'a', cluster: { server } }],
    users: [{ name: 'a', user }],
    contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
    'current-context': 'a',
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  return connectKubernetes({ kubeconfig });
}

async function failure(run: Promise<unknown>): Promise<kinds.KubernetesError> {
  try {
    await run;
  } catch (error) {
    if (error instanceof kinds.KubernetesError) return error;
    throw error;
  }
  throw new Error('It went well');
}

const get = { method: 'GET', path: '/version' } as const;

test.each([
  ['nobody listens', closedPort, /ECONNREFUSED/],
  ['the connection is cut at once', () => listen((socket) => socket.destroy()), /ECONNRESET|disconnected/],
])('where %s, the API server is unreachable, for requests and commands', async (_, open, reason) => {
  const kubernetes = connectTo(`https://127.0.0.1:${await open()}`);
  for (const run of [kubernetes.send(get, z.unknown()), kubernetes.exec(target, ['true'])]) {
    const error = await failure(run);
    expect(error).toBeInstanceOf(kinds.ApiServerUnreachable);
    expect(error.retryable).toBe(true);
    expect(error.message).toMatch(/^The API server at https:\/\/127\.0\.0\.1:\d+ could not be reached \(/);
    expect(error.message).toMatch(reason);
  }
});

test('a name that nobody knows is unreachable too', async () => {
  const error = await failure(connectTo('https://api.logkeep.invalid:6443').send(get, z.unknown()));
  expect(error).toBeInstanceOf(kinds.ApiServerUnreachable);
  expect(error.message).toContain('api.logkeep.invalid');
});

test('what speaks no TLS is not trusted with the token', async () => {
  const heard: Buffer[] = [];
  const port = await listen((socket) => {
    socket.on('data', (data) => {
      heard.push(data);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
  });
  const error = await failure(connectTo(`https://127.0.0.1:${port}`).send(get, z.unknown()));
  expect(error).toBeInstanceOf(kinds.Untrusted);
  expect(error.retryable).toBe(false);
  expect(Buffer.concat(heard).toString('latin1')).not.toContain(secret);
});

test('what never answers is given up, and it is told that it may have acted', async () => {
  const kubernetes = connectTo(`https://127.0.0.1:${await listen(() => undefined)}`);
  const runs = [kubernetes.send({ ...get, timeout: 100 }, z.unknown()), kubernetes.exec(target, ['true'], 100)];
  for (const run of runs) {
    const error = await failure(run);
    expect(error).toBeInstanceOf(kinds.ApiServerTimedOut);
    expect(error.message).toMatch(/did not answer GET \/.* in time; its state has to be read before trying again$/);
  }
});

test('an aborted signal ends a request and a command with its own reason', async () => {
  const kubernetes = connectTo(`https://127.0.0.1:${await listen(() => undefined)}`);
  const reason = new Error('cancelled');
  const controller = new AbortController();
  const within = kubernetes.within(controller.signal);
  const runs = [within.send(get, z.unknown()), within.exec(target, ['true'])];
  controller.abort(reason);
  for (const run of runs) await expect(run).rejects.toBe(reason);
  await expect(within.send(get, z.unknown())).rejects.toBe(reason);
});

test.each([
  ['a plugin that fails', { exec: { command: 'false', args: [], apiVersion: 'client.authentication.k8s.io/v1' } }],
  [
    'a plugin that is not there',
    { exec: { command: '/no/such/plugin', apiVersion: 'client.authentication.k8s.io/v1' } },
  ],
  ['a token file that is not there', { tokenFile: '/no/such/token' }],
  ['a certificate that is not there', { 'client-certificate': '/no/such/cert', 'client-key': '/no/such/key' }],
])('credentials from %s are told as such', async (_, user) => {
  const error = await failure(connectTo('https://127.0.0.1:1', user).send(get, z.unknown()));
  expect(error).toBeInstanceOf(kinds.CredentialsUnavailable);
  expect(error.message).toMatch(
    /^The credentials of the kubeconfig could not be had \(.*\): check its files and its plugin$/s,
  );
});

test('no error carries the token', async () => {
  const error = await failure(connectTo(`https://127.0.0.1:${await closedPort()}`).send(get, z.unknown()));
  expect(
    JSON.stringify([error, error.message, error.facts, error.cause, String((error.cause as Error).stack)]),
  ).not.toContain(secret);
});
