import http from 'node:http';

// As long as KubeSphere's users were seen to wait for a log line at most.
const timeoutMs = 2000;

/**
 * Sends one document, once; returns why it was not acknowledged, or undefined if it was. Each line has a connection of its
 * own: a kept one would be bound to one pod of the Service, and would fail for reasons that a new one does not have.
 */
export function sendLine(url: string, document: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const sent = http.request(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(document) },
      },
      (answer) => {
        let body = '';
        answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
        answer.on('error', (error) => resolve(reasonOf(error)));
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          resolve(status < 300 ? undefined : `${status}: ${body.slice(0, 200)}`);
        });
      },
    );
    sent.on('error', (error) => resolve(reasonOf(error)));
    sent.end(document);
  });
}

function reasonOf(error: Error & { code?: string }): string {
  return error.name === 'AbortError' || error.code === 'ABORT_ERR' ? 'no answer within 2 s' : error.message;
}
