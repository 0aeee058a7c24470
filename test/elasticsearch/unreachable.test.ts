import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect } from '../../src/elasticsearch/client';
import { getClusterHealth } from '../../src/elasticsearch/health';
import { z } from 'zod';

/** What sits where a cluster should be: a port without a listener, or somebody who is no Elasticsearch. */
async function listenWith(onConnection: (socket: Socket) => void): Promise<{ url: string; server: Server }> {
  const server = createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

test('a port where nobody listens is Unreachable, with the address and what to check', async () => {
  const { url, server } = await listenWith(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  const health = getClusterHealth(connect({ urls: [url] }));
  await expect(health).rejects.toMatchObject({ name: 'Unreachable', retryable: true });
  await expect(health).rejects.toThrow(url);
});

test('a server that never answers is TimedOut, which may have taken effect', async () => {
  const sockets = new Set<Socket>();
  const { url, server } = await listenWith((socket) => sockets.add(socket));
  const elasticsearch = connect({ urls: [url] });
  const put = elasticsearch.send({ method: 'PUT', path: '/_snapshot/r/s', body: {}, timeout: 200 }, z.unknown());
  await expect(put).rejects.toMatchObject({
    name: 'TimedOut',
    retryable: true,
    facts: { request: 'PUT /_snapshot/r/s' },
  });
  // Once only: a change that may have taken effect is not repeated behind its sender's back.
  expect(sockets.size).toBe(1);
  for (const socket of sockets) socket.destroy();
  server.close();
  await elasticsearch.close();
});

test('a request is ended with its signal, and the reason of the signal is passed on', async () => {
  const { url, server } = await listenWith((socket) => socket.unref());
  const controller = new AbortController();
  const elasticsearch = connect({ urls: [url] });
  const health = getClusterHealth(elasticsearch.within(controller.signal));
  const reason = new Error('the activity was cancelled');
  controller.abort(reason);
  await expect(health).rejects.toBe(reason);
  server.close();
  await elasticsearch.close();
});

test('a web server that is no Elasticsearch is told apart', async () => {
  const page = '<html>Welcome</html>';
  const { url, server } = await listenWith((socket) => {
    socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${page.length}\r\n\r\n${page}`);
  });
  const elasticsearch = connect({ urls: [url] });
  await expect(getClusterHealth(elasticsearch)).rejects.toThrow(/in a form that logkeep does not know/);
  server.close();
  await elasticsearch.close();
});
