import { describeRight } from '../../src/planning/required-rights';
import { isStandInClaim, isStandInThere, standInClaims, standInPod, standInRights } from '../../src/planning/stand-in';
import { statefulSetOf } from './kubesphere';

const master = statefulSetOf('kubesphere-2.1.1 master');
const claim = (labels?: Record<string, string>) => ({
  ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  metadata: { name: 'data-es-1', ...(labels === undefined ? {} : { labels }) },
});

test('the stand-in is the second pod', () => {
  expect(standInPod(master.metadata.name)).toBe('elasticsearch-logging-discovery-1');
});

test('its claims are named as Kubernetes names them', () => {
  expect(standInClaims(master)).toEqual(['data-elasticsearch-logging-discovery-1']);
  const templates = ['data', 'logs'].map((name) => ({ ...claim(), metadata: { name } }));
  expect(standInClaims({ ...master, spec: { ...master.spec, volumeClaimTemplates: templates } })).toEqual([
    'data-elasticsearch-logging-discovery-1',
    'logs-elasticsearch-logging-discovery-1',
  ]);
});

test('a master without a volume of its own has no claims', () => {
  const { serviceName = '', selector, template } = master.spec;
  const bare = { ...master, spec: { serviceName, selector, template } };
  expect(standInClaims(bare)).toEqual([]);
  expect(standInRights(bare)).toEqual([]);
});

test('a stand-in needs rights to its own claims, and to no others', () => {
  expect(standInRights(master).map(describeRight)).toEqual([
    'get persistentvolumeclaims data-elasticsearch-logging-discovery-1',
    'patch persistentvolumeclaims data-elasticsearch-logging-discovery-1',
    'delete persistentvolumeclaims data-elasticsearch-logging-discovery-1',
  ]);
});

test.each([
  [{ 'logkeep/stand-in': 'true' }, true],
  [{ 'logkeep/stand-in': 'false' }, false],
  [{}, false],
  [undefined, false],
])('a StatefulSet with annotations %j was scaled up for a stand-in: %j', (annotations, is) => {
  const metadata = { name: 'es', ...(annotations === undefined ? {} : { annotations }) };
  expect(isStandInThere({ ...master, metadata })).toBe(is);
});

test.each([
  [{ 'logkeep/stand-in': 'true' }, true],
  [{ 'logkeep/stand-in': 'false' }, false],
  [{ 'app.kubernetes.io/managed-by': 'logkeep' }, false],
  [undefined, false],
])('a claim with labels %j may be removed: %j', (labels, is) => {
  expect(isStandInClaim(claim(labels))).toBe(is);
});
