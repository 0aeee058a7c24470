import { createServer, request as requestHttp } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A real server behind a network path on which single requests can be held up. */
export interface SlowPath {
  url: string;
  /** Holds the next request that matches until it is let go; resolves when one has arrived. */
  holdNext(method: string, path: RegExp, body?: RegExp): { arrived: Promise<void>; letGo: () => void };
  /**
   * Answers the next request that matches, and so many after it whatever they are, with 503, as a load balancer in
   * front of a busy cluster does. Tells how many it has answered.
   */
  refuseFrom(method: string, path: RegExp, requests: number): { refused: () => number };
  close(): Promise<void>;
}

/** Listens on loopback and passes everything on to the server at `target`. */
export async function openSlowPath(target: string): Promise<SlowPath> {
  const holds: Hold[] = [];
  const refusals: { method: string; path: RegExp; left: number; refused: number; begun: boolean }[] = [];
  /** Whether a request is answered with 503 instead of being passed on. */
  const isRefused = ({ method, url = '' }: IncomingMessage): boolean => {
    const refusal = refusals.find(
      (one) => one.left > 0 && (one.begun || (one.method === method && one.path.test(url))),
    );
    if (refusal === undefined) return false;
    refusal.begun = true;
    refusal.left -= 1;
    refusal.refused += 1;
    return true;
  };
  /** Returns when a request may go on. */
  const heldUp = async (incoming: IncomingMessage, sent: string): Promise<void> => {
    const { method, url = '' } = incoming;
    const hold = holds.findIndex((one) => one.method === method && one.path.test(url) && one.body.test(sent));
    const [held] = hold === -1 ? [] : holds.splice(hold, 1);
    held?.arrive();
    await held?.gate;
  };
  const proxy = createServer((incoming, outgoing) => {
    if (isRefused(incoming)) {
      incoming.resume();
      outgoing.writeHead(503, { 'content-type': 'text/plain' }).end('upstream is busy');
      return;
    }
    // Goes on to the server even if its sender has hung up meanwhile, like bytes that were already under way.
    void readAll(incoming).then(async (body) => {
      await heldUp(incoming, body.toString());
      forward(target, incoming, body, outgoing);
    });
  });
  proxy.on('upgrade', (incoming, near: Socket, head: Buffer) => {
    // Its sender may be gone by the time that it goes on.
    near.on('error', () => near.destroy());
    void heldUp(incoming, '').then(() => passThrough(target, incoming, near, head));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    holdNext(method, path, body = /(?:)/) {
      let arrive: () => void = () => undefined;
      let letGo: () => void = () => undefined;
      const arrived = new Promise<void>((resolve) => (arrive = resolve));
      const gate = new Promise<void>((resolve) => (letGo = resolve));
      holds.push({ method, path, body, arrive, gate });
      return { arrived, letGo };
    },
    refuseFrom(method, path, requests) {
      const refusal = { method, path, left: requests, refused: 0, begun: false };
      refusals.push(refusal);
      return { refused: () => refusal.refused };
    },
    close: () => {
      proxy.closeAllConnections();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
}

interface Hold {
  method: string;
  path: RegExp;
  body: RegExp;
  arrive: () => void;
  gate: Promise<void>;
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
  const request = target.startsWith('https:') ? requestHttps : requestHttp;
  // Who the server is was found out when the test started it; here only its requests are of interest.
  const options = { method, headers, rejectUnauthorized: false };
  const onward = request(new URL(url ?? '/', target), options, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  onward.on('error', () => outgoing.destroy());
  onward.end(body);
}

/** WebSockets, in which commands run in pods. */
function passThrough(target: string, { method, url, rawHeaders }: IncomingMessage, near: Socket, head: Buffer): void {
  const { hostname, port } = new URL(target);
  const far = connectTls({ host: hostname, port: Number(port), rejectUnauthorized: false }, () => {
    const headers = rawHeaders.map((text, position) => (position % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
    far.write(`${method} ${url} HTTP/1.1\r\n${headers}\r\n`);
    far.write(head);
    near.pipe(far).pipe(near);
  });
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}
