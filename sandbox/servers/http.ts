import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';

/** How to reach a server; everything but the address only with security on. */
export interface Access {
  url: string;
  username?: string;
  password?: string;
  /** A bearer token, from Elasticsearch 8 on. */
  serviceToken?: string;
  /** The certificate authority that signed the server's certificate, as a PEM file. */
  caFile?: string;
}

export interface HttpAnswer {
  status: number;
  body: string;
}

const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };

/** One HTTP request; throws only if there is no answer within `timeoutMs` milliseconds. */
export function request(
  access: Access,
  path: string,
  options: { method?: string; body?: string | Buffer; type?: string; timeoutMs?: number } = {},
): Promise<HttpAnswer> {
  const url = new URL(path, access.url);
  const secure = url.protocol === 'https:';
  const headers: Record<string, string> = {};
  if (options.body !== undefined) {
    headers['content-type'] = options.type ?? 'application/json';
    // Node adds it by itself, but not to a DELETE.
    headers['content-length'] = String(Buffer.byteLength(options.body));
  }
  return new Promise((resolve, reject) => {
    const sent = (secure ? https : http).request(
      url,
      {
        method: options.method ?? 'GET',
        headers,
        agent: secure ? agents.https : agents.http,
        timeout: options.timeoutMs ?? 60_000,
        ...(access.username === undefined ? {} : { auth: `${access.username}:${access.password ?? ''}` }),
        ...(access.caFile === undefined ? {} : { ca: fs.readFileSync(access.caFile) }),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`${url.host} did not answer in time`)));
    sent.on('error', reject);
    sent.end(options.body);
  });
}

/** Like `request`, for an answer in JSON; an error status throws with what the server said. */
export async function requestJson<T>(
  access: Access,
  path: string,
  options: { method?: string; body?: string | Buffer; type?: string; timeoutMs?: number } = {},
): Promise<T> {
  const { status, body } = await request(access, path, options);
  if (status >= 400) throw new Error(`${options.method ?? 'GET'} ${path} got ${status}: ${body.slice(0, 500)}`);
  return JSON.parse(body) as T;
}
