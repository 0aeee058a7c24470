import type { KubernetesPreset } from './kubernetes-section';

/** What a preset fills in. Anything that the file says itself wins. */
export interface Preset {
  indexPattern: string;
  timezone: string;
  repository: string;
  /** The service of KubeSphere's logging stack, reachable from inside the Kubernetes cluster. */
  url?: string;
  kubernetes?: KubernetesPreset;
}

const kubesphereService = 'http://elasticsearch-logging-data.kubesphere-logging-system.svc:9200';

// Every version has the same names: 3.0 to 3.3 install the very chart of 2.1.
const kubesphereStack: KubernetesPreset = {
  namespace: 'kubesphere-logging-system',
  statefulSets: { data: ['elasticsearch-logging-data'], master: ['elasticsearch-logging-discovery'] },
  configMap: 'elasticsearch-logging',
  container: 'elasticsearch',
  storageClass: 'nfs-client',
};

export const presets: Record<string, Preset> = {
  'kubesphere-2.1': {
    indexPattern: 'ks-logstash-log-%Y.%m.%d',
    timezone: 'UTC',
    repository: 'ks-log-snapshots',
    url: kubesphereService,
    kubernetes: kubesphereStack,
  },
  'kubesphere-3': {
    indexPattern: 'ks-logstash-log-%Y.%m.%d',
    timezone: 'UTC',
    repository: 'ks-log-snapshots',
    url: kubesphereService,
    kubernetes: kubesphereStack,
  },
};
