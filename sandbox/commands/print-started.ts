import path from 'node:path';
import { table } from '../../src/client/table';
import { readRecords } from '../processes/record';
import type { ServerRecord } from '../processes/record';
import { writeConfigFile } from './config-file';
import type { ExistingKubernetes } from './existing-kubernetes';
import type { KubeSphereSection } from './kubesphere-cluster';
import { sandboxWorld } from './world';

/** Prints where the sandbox's servers are and what to do with them; writes its logkeep.yaml. */
export function printStarted(existing: ExistingKubernetes): void {
  const records = readRecords(sandboxWorld);
  const configFile = writeConfigFile(records, existing.section);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const addresses = records.map(({ title, name, details }) => [
    title,
    name,
    text(details['url'] ?? details['address']),
  ]);
  const temporal = records.find(({ details }) => details['uiUrl'] !== undefined);
  console.log('');
  const ui = text(temporal?.details['uiUrl']);
  console.log(table(['SERVER', 'NAME', 'ADDRESS'], [...addresses, ['Temporal web UI', '', ui]]));
  console.log(`
Clusters for logkeep: ${path.relative(process.cwd(), configFile)}

  export TEMPORAL_ADDRESS=${text(temporal?.details['address'])} LOGKEEP_TEMPORAL_UI=${ui}
  export LOGKEEP_CONFIG=${configFile}
  npm run worker
  npm run -s logkeep -- status
${[...records.map(kubernetesHint), portForwardHint(existing)].join('')}
Look at them with \`npm run sandbox -- status\`, end them with \`npm run sandbox -- stop\`.`);
}

function kubernetesHint({ details: { kubeconfig, section } }: ServerRecord): string {
  if (typeof kubeconfig !== 'string') return '';
  const { url } = (section as KubeSphereSection).elasticsearch;
  return `
KubeSphere's Elasticsearch answers on ${url}. logkeep needs no kubectl; to look around with one:

  export KUBECONFIG=${kubeconfig}
  kubectl -n kubesphere-logging-system get pods
`;
}

function portForwardHint({ section, isReachable }: ExistingKubernetes): string {
  if (!section || isReachable) return '';
  return `
KubeSphere's Elasticsearch cannot be reached from here by its Service's address; while this runs it can:

  kubectl --kubeconfig ${section.kubernetes.kubeconfig} -n kubesphere-logging-system port-forward service/elasticsearch-logging-data 9200
`;
}
