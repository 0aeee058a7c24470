import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

/** Somebody's webhook: keeps what it receives, and answers as it is told, else with 200. */
export interface WebhookReceiver {
  address(path: string): string;
  received: Received[];
  /** What the next requests are answered with, one after the other; `hang` never answers. */
  answers: ('hang' | { status: number; headers?: Record<string, string> })[];
  close(): Promise<void>;
}

export async function startWebhook(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const answers: WebhookReceiver['answers'] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      received.push({ path, headers, body: JSON.parse(text) as Record<string, unknown> });
      answer(response, answers.shift());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: (path) => `http://127.0.0.1:${port}${path}`,
    received,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, told: WebhookReceiver['answers'][number] = { status: 200 }): void {
  if (told === 'hang') return;
  response.writeHead(told.status, told.headers);
  // As many servers do: what was asked for stands in the answer.
  response.end(`No route for ${response.req.url}`);
}
