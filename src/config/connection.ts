import { readSecret } from './secret';
import type { ClusterSettings } from './settings';

/** How to reach a cluster, with its secrets read. */
export interface ClusterConnection {
  urls: string[];
  auth?: { username: string; password: string } | { apiKey: string } | { bearer: string };
  tls?: { caFile?: string; fingerprint?: string };
}

/** @throws Error naming the environment variable or file that a secret should be in. */
export function connectionOf({ urls, auth, tls }: ClusterSettings): ClusterConnection {
  return { urls, ...(auth === undefined ? {} : { auth: readAuth(auth) }), ...(tls === undefined ? {} : { tls }) };
}

function readAuth(auth: NonNullable<ClusterSettings['auth']>): NonNullable<ClusterConnection['auth']> {
  if ('apiKey' in auth) return { apiKey: readSecret(auth.apiKey) };
  if ('bearer' in auth) return { bearer: readSecret(auth.bearer) };
  return { username: auth.username, password: readSecret(auth.password) };
}
