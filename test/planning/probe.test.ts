import type { PodTemplate } from '../../src/planning/manifest';
import { probePod } from '../../src/planning/probe';
import type { Probe } from '../../src/planning/probe';
import { stacks, statefulSetOf } from './kubesphere';

const probe: Probe = {
  name: 'logkeep-probe-1',
  namespace: 'logs',
  labels: { 'app.kubernetes.io/managed-by': 'logkeep' },
  node: 'node-1',
  peers: ['node-2'],
  image: 'kubesphere/elasticsearch-oss:6.7.0-1',
  claim: 'backup',
  folder: 'kubesphere',
  uid: 1000,
  nonce: 'n1',
  template: { spec: { containers: [] } },
};

interface PodSpec {
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: object[] } } };
  containers: { command: string[]; securityContext: object }[];
  securityContext: object;
  [field: string]: unknown;
}

const specOf = (different: Partial<Probe>): PodSpec => probePod({ ...probe, ...different })['spec'] as PodSpec;
const termsOf = (template: PodTemplate): object[] =>
  specOf({ template }).affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
const only = { key: 'metadata.name', operator: 'In', values: ['node-1'] };

test.each(stacks)('a probe for %s runs where its pods may, under no label of theirs', (stack) => {
  const { template } = statefulSetOf(stack).spec;
  expect({ ...probePod({ ...probe, template }), spec: specOf({ template }) }).toMatchObject({
    metadata: { name: 'logkeep-probe-1', namespace: 'logs', labels: { 'app.kubernetes.io/managed-by': 'logkeep' } },
    spec: {
      serviceAccountName: template.spec['serviceAccountName'],
      imagePullSecrets: [{ name: 'qingcloud' }],
      securityContext: { fsGroup: 1000 },
      affinity: { nodeAffinity: expect.anything() as object },
      automountServiceAccountToken: false,
      restartPolicy: 'Never',
    },
  });
  expect(specOf({ template })['tolerations']).toEqual(template.spec['tolerations']);
  // Its own pods are there already: their rule to keep apart would keep the probe away.
  expect(specOf({ template }).affinity).not.toHaveProperty('podAntiAffinity');
});

test('its node is a rule for the scheduler, so that a volume that waits for its first pod is made', () => {
  expect(specOf({})).not.toHaveProperty('nodeName');
  expect(termsOf({ spec: { containers: [] } })).toEqual([{ matchFields: [only] }]);
});

test('it keeps each of the template’s own rules for nodes, which are alternatives', () => {
  const ssd = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] };
  const fields = { matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['node-9'] }] };
  const requiredDuringSchedulingIgnoredDuringExecution = { nodeSelectorTerms: [ssd, fields] };
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution } };
  expect(termsOf({ spec: { containers: [], affinity } })).toEqual([
    { ...ssd, matchFields: [only] },
    { matchFields: [...fields.matchFields, only] },
  ]);
});

test('it tries the volume as the user it is told, with the groups of Elasticsearch', () => {
  const template = {
    spec: { containers: [], securityContext: { runAsUser: 0, runAsNonRoot: false, supplementalGroups: [7] } },
  };
  expect(specOf({ template }).securityContext).toEqual({ supplementalGroups: [7] });
  expect(specOf({ uid: 1001 }).containers[0]?.securityContext).toMatchObject({ runAsUser: 1001, runAsNonRoot: true });
  expect(specOf({ uid: 0 }).containers[0]?.securityContext).toMatchObject({ runAsUser: 0, runAsNonRoot: false });
});

test('its script gets everything as an argument, in this order', () => {
  const [shell, flag, , name, ...args] =
    specOf({ owner: 'cluster_uuid=u\n', elasticsearchUid: 1001 }).containers[0]?.command ?? [];
  expect([shell, flag, name]).toEqual(['/bin/sh', '-c', 'logkeep-probe']);
  expect(args).toEqual(['/logkeep-backup', 'kubesphere', 'n1', 'node-1', '1001', '60', 'cluster_uuid=u\n', 'node-2']);
});
