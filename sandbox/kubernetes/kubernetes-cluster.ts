import type { Progress } from '../downloads/fetch-artifact';
import type { ServerRecord } from '../processes/record';

export interface KubernetesOptions {
  world: string;
  name: string;
  /** Start with what an earlier cluster of this name and world left (default: an empty one). */
  keepData?: boolean;
  progress?: Progress;
}

/** A running single-node Kubernetes. */
export interface KubernetesCluster {
  record: ServerRecord;
  /** Path of an administrator's kubeconfig. */
  kubeconfig: string;
  /** The folder below which all volumes of the node lie, under the same path for this machine and for the kubelet. */
  storageFolder: string;
  /** For faults: takes the API server away (controllers and scheduler with it) and brings it back; both wait until it is so. */
  apiServer: { stop(): Promise<void>; start(): Promise<void> };
  /** Runs a program among the node's mounts, network and processes; returns its output. */
  run(command: string, ...args: string[]): Promise<string>;
  /** Ends it orderly: nothing of it remains but its data, and in a `test-…` world not even that. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would; its data stays. */
  kill(): Promise<void>;
}
