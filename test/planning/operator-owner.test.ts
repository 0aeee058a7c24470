import type { OwnerReference } from '../../src/planning/manifest';
import { operatorObjection } from '../../src/planning/operator-owner';
import { statefulSetOf } from './kubesphere';

const genuine = statefulSetOf('kubesphere-2.1.1');
const holder: OwnerReference = { apiVersion: 'v1', kind: 'Any', name: 'logs', uid: 'u' };
const owner: OwnerReference = { ...holder, controller: true };
const objectionTo = (...ownerReferences: OwnerReference[]): string | null =>
  operatorObjection({ ...genuine, metadata: { ...genuine.metadata, ownerReferences } });

test('what Helm has installed belongs to nobody', () => {
  expect(operatorObjection(genuine)).toBeNull();
  expect(objectionTo()).toBeNull();
});

test('an owner that does not control it changes nothing in it', () => {
  expect(objectionTo(holder, { ...holder, controller: false })).toBeNull();
});

const general = 'add the volume under general.additionalVolumes and path.repo under general.additionalConfig';

test.each([
  [
    'elasticsearch.k8s.elastic.co/v1',
    'Elasticsearch',
    'add the volume and its mount to nodeSets[].podTemplate and path.repo to nodeSets[].config of the Elasticsearch resource',
  ],
  ['opensearch.opster.io/v1', 'OpenSearchCluster', `${general} of the OpenSearchCluster resource`],
  ['opensearch.org/v1', 'OpenSearchCluster', `${general} of the OpenSearchCluster resource`],
  ['zalando.org/v1', 'ElasticsearchDataSet', 'add the volume, its mount and path.repo to that ElasticsearchDataSet'],
])('an operator of %s is named, and what to change there', (apiVersion, kind, advice) => {
  const bystander = { ...owner, kind: 'Bystander', controller: false };
  expect(objectionTo(bystander, { ...owner, apiVersion, kind })).toBe(
    `StatefulSet elasticsearch-logging-data belongs to ${kind} logs, whose operator would revert any change: ${advice}, and leave the section "kubernetes" out of logkeep.yaml, so that setup sees to the repository alone`,
  );
});
