import type { StatefulSet } from './manifest';

/** What to change where an operator owns the StatefulSet: it would put back whatever logkeep changes. */
const whereToChange: Record<string, string> = {
  'elasticsearch.k8s.elastic.co':
    'add the volume and its mount to nodeSets[].podTemplate and path.repo to nodeSets[].config of the Elasticsearch resource',
  'opensearch.opster.io':
    'add the volume under general.additionalVolumes and path.repo under general.additionalConfig of the OpenSearchCluster resource',
  'opensearch.org':
    'add the volume under general.additionalVolumes and path.repo under general.additionalConfig of the OpenSearchCluster resource',
};

/** The sentence that says which operator owns a StatefulSet and what to change there, or null when none does. */
export function operatorObjection({ metadata }: StatefulSet): string | null {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  if (owner === undefined) return null;
  const group = owner.apiVersion.split('/')[0] ?? '';
  const advice = whereToChange[group] ?? `add the volume, its mount and path.repo to that ${owner.kind}`;
  return `StatefulSet ${metadata.name} belongs to ${owner.kind} ${owner.name}, whose operator would revert any change: ${advice}, and leave the section "kubernetes" out of logkeep.yaml, so that setup sees to the repository alone`;
}
