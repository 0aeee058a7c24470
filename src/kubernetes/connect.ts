import type { z } from 'zod';
import { Credentials } from './credentials';
import { errorFromAnswer } from './error-mapping';
import { ApiServerFault } from './errors';
import { exchange } from './exchange';
import { exec } from './exec';
import { sendHttp } from './http-request';
import type { HttpAnswer } from './http-request';
import type { ApiRequest, Kubernetes, KubernetesVersion } from './kubernetes';
import { jsonOf } from './json-of';
import type { KubernetesConnection } from './load-kubeconfig';
import { discoverVersion } from './version';

/**
 * Opens a way to a Kubernetes cluster that never repeats a request which may have changed something. Answers stay raw
 * JSON: the typed client of the library would drop the fields that it does not know.
 * @throws KubeconfigUnusable.
 */
export function connectKubernetes(connection: KubernetesConnection): Kubernetes {
  return bind(new Credentials(connection), {}, undefined);
}

/** Asked again after a while: the API server is upgraded while a worker runs. */
interface Memory {
  version?: { asked: number; answer: Promise<KubernetesVersion> };
}

const versionLasts = 600_000;

function bind(credentials: Credentials, memory: Memory, signal: AbortSignal | undefined): Kubernetes {
  return {
    address: credentials.address,
    send: (request, answer) => send(credentials, request, answer, signal),
    exec: (target, command, timeout) => exec(credentials, target, command, timeout, signal),
    within: (narrower) => bind(credentials, memory, narrower),
    version: () => {
      if (memory.version === undefined || Date.now() - memory.version.asked > versionLasts) {
        // Not within the signal: others may be waiting for the same answer.
        const answer = discoverVersion(bind(credentials, memory, undefined));
        memory.version = { asked: Date.now(), answer };
        answer.catch(() => delete memory.version);
      }
      return memory.version.answer;
    },
  };
}

const defaultTimeout = 30_000;

async function send<T>(
  credentials: Credentials,
  request: ApiRequest,
  answer: z.ZodType<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const { method, path, query, timeout = defaultTimeout } = request;
  const name = `${method} ${path}`;
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const response = await exchange(credentials, { request: name, timeout, signal }, (options, ended) => {
    const headers = { ...options.headers, ...headersOf(request, body) };
    return sendHttp(
      credentials.url(path, Object.entries(query ?? {})),
      { ...options, method, headers, signal: ended },
      body,
    );
  });
  if (response.status < 200 || response.status > 299) throw errorFromAnswer(name, response.status, response.body);
  return read(name, response, answer);
}

function headersOf({ contentType = 'application/json' }: ApiRequest, body: string | undefined): Record<string, string> {
  const headers = { Accept: 'application/json, */*', 'User-Agent': 'logkeep' };
  if (body === undefined) return headers;
  return { ...headers, 'Content-Type': contentType, 'Content-Length': String(Buffer.byteLength(body)) };
}

function read<T>(request: string, { contentType, body }: HttpAnswer, answer: z.ZodType<T>): T {
  const parsed = answer.safeParse(contentType === 'application/json' ? jsonOf(body) : body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? '' : ` at ${issue.path.join('.') || 'its top'}: ${issue.message}`;
  const message = `The API server answered ${request} in a form that logkeep does not know${where}; see what lies between`;
  throw new ApiServerFault(message, { request }, parsed.error);
}
