import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { KubeconfigUnusable } from './errors';

/** Which cluster to speak to, and as whom. */
export interface KubernetesConnection {
  /** A kubeconfig file, or several as in $KUBECONFIG; without one, the service account of the pod that this runs in. */
  kubeconfig?: string;
  /** Another context than the current one of the kubeconfig. */
  context?: string;
}

/** @throws KubeconfigUnusable naming the file; never its content. */
export function loadKubeconfig({ kubeconfig, context }: KubernetesConnection): KubeConfig {
  if (kubeconfig === undefined) return inCluster();
  const files = kubeconfig.split(path.delimiter).filter((file) => file !== '');
  const config = merged(files.map(loadFile));
  if (context !== undefined) config.setCurrentContext(context);
  check(config, files.join(', '));
  return config;
}

function inCluster(): KubeConfig {
  const config = new KubeConfig();
  config.loadFromCluster();
  // The library writes the address from variables that every pod has.
  if (!/undefined/.test(config.getCurrentCluster()?.server ?? 'undefined')) return config;
  throw new KubeconfigUnusable(
    'logkeep does not run inside Kubernetes, so it needs a kubeconfig: name one in logkeep.yaml',
  );
}

interface RawUser {
  name?: string;
  user?: { tokenFile?: string };
}

function loadFile(file: string): KubeConfig {
  const raw = parsed(file);
  const config = new KubeConfig();
  try {
    config.loadFromString(JSON.stringify(raw));
  } catch (error) {
    throw new KubeconfigUnusable(`${file} is not a kubeconfig (${messageOf(error)}): correct it`, error);
  }
  const folder = path.dirname(path.resolve(file));
  config.makePathsAbsolute(folder);
  useTokenFiles(config, Array.isArray(raw.users) ? (raw.users as RawUser[]) : [], folder);
  return config;
}

function parsed(file: string): { users?: unknown } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new KubeconfigUnusable(`The kubeconfig ${file} cannot be read (${code}): name the right one in logkeep.yaml`);
  }
  try {
    const value: unknown = parse(text, { prettyErrors: false });
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // The parser's message may quote a token.
  }
  throw new KubeconfigUnusable(`${file} is not a kubeconfig: it is not a YAML mapping`);
}

/** The library does not know the key, so that the token would be missing. Its own file provider reads it once a minute. */
function useTokenFiles(config: KubeConfig, rawUsers: readonly RawUser[], folder: string): void {
  for (const { name, user } of rawUsers) {
    if (user?.tokenFile === undefined) continue;
    const tokenFile = path.resolve(folder, user.tokenFile);
    config.users = config.users.map((known) =>
      known.name === name ? { ...known, authProvider: { name: 'tokenFile', config: { tokenFile } } } : known,
    );
  }
}

/** As kubectl does it: whichever file says something first is right. */
function merged(configs: readonly KubeConfig[]): KubeConfig {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: firstOfName(configs.flatMap((one) => one.clusters)),
    users: firstOfName(configs.flatMap((one) => one.users)),
    contexts: firstOfName(configs.flatMap((one) => one.contexts)),
    currentContext: configs.find((one) => one.currentContext)?.currentContext,
  });
  return config;
}

function firstOfName<T extends { name: string }>(entries: readonly T[]): T[] {
  return entries.filter(({ name }, position) => entries.findIndex((entry) => entry.name === name) === position);
}

function check(config: KubeConfig, file: string): void {
  const contexts = config.contexts.map(({ name }) => name).join(', ') || 'none';
  if (!config.currentContext) {
    throw new KubeconfigUnusable(`${file} has no current context (it has ${contexts}): name one in logkeep.yaml`);
  }
  if (!config.contexts.some(({ name }) => name === config.currentContext)) {
    const message = `${file} has no context "${config.currentContext}" (it has ${contexts}): name one of these in logkeep.yaml`;
    throw new KubeconfigUnusable(message);
  }
  const cluster = config.getCurrentCluster();
  if (!cluster?.server) {
    throw new KubeconfigUnusable(
      `${file} has no server for the context "${config.currentContext}": add the cluster to it`,
    );
  }
  if (cluster.server.startsWith('http:') && !cluster.skipTLSVerify) {
    const message = `${file} reaches the API server without TLS (${cluster.server}): use https, or say insecure-skip-tls-verify: true there`;
    throw new KubeconfigUnusable(message);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
