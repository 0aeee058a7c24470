import type { Story } from '../demo/story';
import type { KubernetesCluster } from '../kubernetes/kubernetes-cluster';
import type { LogWriter } from '../log-writer/start-log-writer';

/** The demo's story on a Kubernetes, where somebody goes on writing logs. */
export interface KubeSphereStory extends Story {
  kubernetes?: KubernetesCluster;
  writer?: LogWriter;
  /** When each operation began and ended, in milliseconds since 1970. */
  periods: { name: string; from: number; to: number }[];
}
