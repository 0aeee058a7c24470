import http from 'node:http';
import https from 'node:https';

export interface HttpAnswer {
  status: number;
  /** Without its parameters. */
  contentType: string;
  body: string;
}

/**
 * One request on a connection of its own: kept open ones are what a restarted API server resets.
 * @throws what Node throws when the connection fails or the signal of the options is aborted.
 */
export async function sendHttp(url: URL, options: https.RequestOptions, body: string | undefined): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'http:' ? http : https;
    const outgoing = request(url, options, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Everything that came back. */
export async function readAnswer(response: http.IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const [contentType = ''] = (response.headers['content-type'] ?? '').split(';');
  return { status: response.statusCode ?? 0, contentType, body: Buffer.concat(chunks).toString('utf8') };
}
