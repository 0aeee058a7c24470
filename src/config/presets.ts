/** What a preset fills in. Anything that the file says itself wins. */
export interface Preset {
  indexPattern: string;
  timezone: string;
  repository: string;
  /** The service of KubeSphere's logging stack, reachable from inside the Kubernetes cluster. */
  url?: string;
}

const kubesphereService = 'http://elasticsearch-logging-data.kubesphere-logging-system.svc:9200';

export const presets: Record<string, Preset> = {
  'kubesphere-2.1': {
    indexPattern: 'ks-logstash-log-%Y.%m.%d',
    timezone: 'UTC',
    repository: 'ks-log-snapshots',
    url: kubesphereService,
  },
  'kubesphere-3': {
    indexPattern: 'ks-logstash-log-%Y.%m.%d',
    timezone: 'UTC',
    repository: 'ks-log-snapshots',
    url: kubesphereService,
  },
};
