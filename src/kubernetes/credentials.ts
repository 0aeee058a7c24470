import type https from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { CredentialsUnavailable } from './errors';
import { loadKubeconfig } from './load-kubeconfig';
import type { KubernetesConnection } from './load-kubeconfig';

/** What makes a request one of this account. */
export type AccessOptions = Pick<
  https.RequestOptions,
  'agent' | 'auth' | 'ca' | 'cert' | 'headers' | 'key' | 'rejectUnauthorized' | 'servername'
>;

/** Address and credentials of an API server. Neither token nor certificate ever becomes part of a message. */
export class Credentials {
  private config: KubeConfig;

  /** @throws KubeconfigUnusable. */
  constructor(private readonly connection: KubernetesConnection) {
    this.config = loadKubeconfig(connection);
  }

  /** Of the API server, for messages. */
  get address(): string {
    const { protocol, host, pathname } = new URL(this.server);
    return `${protocol}//${host}${pathname.replace(/\/$/, '')}`;
  }

  /** An address of the API server, which may itself lie under a path, as behind Rancher. */
  url(path: string, query: readonly (readonly [string, string | number | boolean])[]): URL {
    const url = new URL(`${this.server.replace(/\/$/, '')}${path}`);
    for (const [name, value] of query) url.searchParams.append(name, String(value));
    return url;
  }

  /** Certificates, proxy and headers for one request; tokens in files and of plugins are read again when they age. */
  async options(request: string, signal: AbortSignal): Promise<AccessOptions> {
    const options: https.RequestOptions = {};
    try {
      await orAborted(this.config.applyToHTTPSOptions(options), signal);
    } catch (error) {
      signal.throwIfAborted();
      // Of a plugin's output, no more than a line.
      const [reason = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
      const message = `The credentials of the kubeconfig could not be had (${reason || 'no reason given'}): check its files and its plugin`;
      throw new CredentialsUnavailable(message, { request });
    }
    const headers = options.headers as Record<string, string> | undefined;
    const token = headers?.Authorization;
    // A file usually ends with a newline, which no header may.
    return token === undefined ? options : { ...options, headers: { ...headers, Authorization: token.trim() } };
  }

  /** What the files say now: certificates and tokens are renewed while a worker runs for months. */
  reload(): void {
    this.config = loadKubeconfig(this.connection);
  }

  private get server(): string {
    return this.config.getCurrentCluster()?.server ?? '';
  }
}

async function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([answer, aborted]);
}
