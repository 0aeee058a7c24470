import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real server behind a network path on which single requests can be held up. */
export interface SlowPath {
  url: string;
  /** Holds the next request that matches until it is let go; resolves when one has arrived. */
  holdNext(method: string, path: RegExp): { arrived: Promise<void>; letGo: () => void };
  close(): Promise<void>;
}

/** Listens on loopback and passes everything on to the server at `target`. */
export async function openSlowPath(target: string): Promise<SlowPath> {
  const holds: { method: string; path: RegExp; arrive: () => void; gate: Promise<void> }[] = [];
  const proxy = createServer((incoming, outgoing) => {
    const hold = holds.findIndex(({ method, path }) => incoming.method === method && path.test(incoming.url ?? ''));
    const [held] = hold === -1 ? [] : holds.splice(hold, 1);
    held?.arrive();
    // Goes on to the server even if its sender has hung up meanwhile, like bytes that were already under way.
    void readAll(incoming).then(async (body) => {
      await held?.gate;
      forward(target, incoming, body, outgoing);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    holdNext(method, path) {
      let arrive: () => void = () => undefined;
      let letGo: () => void = () => undefined;
      const arrived = new Promise<void>((resolve) => (arrive = resolve));
      const gate = new Promise<void>((resolve) => (letGo = resolve));
      holds.push({ method, path, arrive, gate });
      return { arrived, letGo };
    },
    close: () => {
      proxy.closeAllConnections();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function forward(
  target: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
): void {
  const onward = request(new URL(url ?? '/', target), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  onward.end(body);
}
