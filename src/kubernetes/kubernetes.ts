import type { z } from 'zod';

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Names in it must be percent-encoded (`resourcePath`). */
  path: string;
  query?: Record<string, string | number | boolean>;
  body?: object;
  /** Of the body; for PATCH it chooses the kind of patch. Default: plain JSON. */
  contentType?: string;
  /** Milliseconds for the whole answer; default 30 s. */
  timeout?: number;
}

/** The container that a command runs in. */
export interface ExecTarget {
  namespace: string;
  pod: string;
  container: string;
}

export interface ExecResult {
  exitCode: number;
  /** At most the first MiB of each. */
  stdout: string;
  stderr: string;
}

export interface KubernetesVersion {
  major: number;
  minor: number;
  /** As the server says it, for example `v1.34.3+k3s1`. */
  text: string;
}

/** One Kubernetes cluster, of any version. The API functions of this folder take it as their first argument. */
export interface Kubernetes {
  /** The address of the API server, without credentials, for messages. */
  readonly address: string;
  /**
   * Sends one request and returns the answer as the server wrote it: JSON with every field, or text.
   * @throws KubernetesError one class per kind; the reason of the signal when it is aborted.
   */
  send<T>(request: ApiRequest, answer: z.ZodType<T>): Promise<T>;
  /**
   * Runs a command in a running container; an exit code other than 0 is an answer, not an error.
   * @param timeout milliseconds for the whole command; default 30 s. Whether it runs on after that is not known.
   * @throws ExecFailed when it could not be started, or the connection broke off before the exit code came.
   */
  exec(target: ExecTarget, command: readonly string[], timeout?: number): Promise<ExecResult>;
  /** The version of the API server; remembered for ten minutes. */
  version(): Promise<KubernetesVersion>;
  /** The same cluster, with every request ended when the signal is. */
  within(signal: AbortSignal): Kubernetes;
}
