import { reviewAccess } from '../../../src/kubernetes/access';
import { connectKubernetes } from '../../../src/kubernetes/connect';
import type { Kubernetes } from '../../../src/kubernetes/kubernetes';
import type { KubernetesSettings } from '../../../src/planning/kubernetes-settings';
import {
  curatorSearchRight,
  describeRight,
  execRights,
  requiredRights,
  suspensionRights,
} from '../../../src/planning/required-rights';
import type { AccessRight } from '../../../src/planning/required-rights';
import { kubernetesWorld, ownNamespace } from '../../world/kubernetes';
import { asAccount, grant, revokeClusterWide } from '../../world/logkeep-account';

let administrator: Kubernetes;
let account: Kubernetes;
let namespace: { name: string; remove: () => Promise<void> };

beforeAll(async () => {
  const { kubeconfig } = kubernetesWorld();
  administrator = connectKubernetes({ kubeconfig });
  namespace = await ownNamespace(administrator);
  await grant(administrator, namespace.name, 'patch.yaml');
  account = await asAccount(administrator, kubeconfig, namespace.name);
});
afterAll(() => namespace.remove());

const settings: KubernetesSettings = {
  namespace: 'unused',
  statefulSets: { data: ['elasticsearch-logging-data'], master: ['elasticsearch-logging-discovery'] },
  configMap: { name: 'elasticsearch-logging', key: 'elasticsearch.yml' },
  container: 'elasticsearch',
  claim: { name: 'elasticsearch-logging-backup', size: '100Gi', retainVolume: false },
  curator: 'report',
};

const curatorJob = 'elasticsearch-logging-curator-elasticsearch-curator';

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
const resources: [group: string, resource: string, subresource?: string][] = [
  ['', 'pods'],
  ['', 'pods', 'exec'],
  ['', 'pods', 'log'],
  ['', 'pods', 'portforward'],
  ['', 'pods', 'eviction'],
  ['', 'secrets'],
  ['', 'configmaps'],
  ['', 'events'],
  ['', 'services'],
  ['', 'endpoints'],
  ['', 'serviceaccounts'],
  ['', 'serviceaccounts', 'token'],
  ['', 'persistentvolumeclaims'],
  ['apps', 'statefulsets'],
  ['apps', 'statefulsets', 'scale'],
  ['apps', 'deployments'],
  ['apps', 'daemonsets'],
  ['batch', 'jobs'],
  ['batch', 'cronjobs'],
  ['discovery.k8s.io', 'endpointslices'],
  ['rbac.authorization.k8s.io', 'roles'],
  ['rbac.authorization.k8s.io', 'rolebindings'],
];

async function allowed(rights: readonly AccessRight[]): Promise<string[]> {
  const refused = await reviewAccess(account, namespace.name, rights);
  return rights.filter((right) => !refused.includes(right)).map(describeRight);
}

/** Every verb on every resource, on all objects of it. */
function everything(name?: string): AccessRight[] {
  return rightsTo(resources, name);
}

function rightsTo(those: typeof resources, name?: string): AccessRight[] {
  return those.flatMap(([group, resource, subresource]) =>
    verbs.map((verb) => ({
      ...{ verb, group, resource },
      ...(subresource === undefined ? {} : { subresource }),
      ...(name === undefined ? {} : { name }),
    })),
  );
}

const ofAllObjects = [
  'get pods',
  'list pods',
  'create pods',
  'delete pods',
  'get pods/exec',
  'create pods/exec',
  'create secrets',
  'list events',
  'create persistentvolumeclaims',
  'list cronjobs.batch',
  'list endpointslices.discovery.k8s.io',
];

test('patch.yaml grants what setup needs', async () => {
  const curator = [curatorSearchRight, ...suspensionRights([curatorJob])];
  const needed = [...requiredRights(settings, 'patch'), ...execRights(), ...curator];
  await expect(reviewAccess(account, namespace.name, needed)).resolves.toEqual([]);
});

test('patch.yaml grants nothing else on all objects of a kind', async () => {
  await expect(allowed(everything())).resolves.toEqual(ofAllObjects);
});

test('patch.yaml grants nothing else on an object of another name', async () => {
  const names = (await allowed(everything('somebody-elses'))).map((right) => right.replace(' somebody-elses', ''));
  expect(names).toEqual(ofAllObjects);
});

test.each([
  ['elasticsearch-logging-data', ['get endpoints', 'get statefulsets.apps', 'patch statefulsets.apps']],
  ['elasticsearch-logging-discovery', ['get endpoints', 'get statefulsets.apps', 'patch statefulsets.apps']],
  ['elasticsearch-logging', ['get configmaps', 'patch configmaps']],
  ['elasticsearch-logging-backup', ['get persistentvolumeclaims']],
  [curatorJob, ['patch cronjobs.batch']],
  [`${curatorJob}-config`, ['get configmaps']],
  [
    'data-elasticsearch-logging-discovery-1',
    ['get persistentvolumeclaims', 'patch persistentvolumeclaims', 'delete persistentvolumeclaims'],
  ],
  ['logkeep-recreate-elasticsearch-logging-data', []],
])('patch.yaml grants on %s just that', async (name, more) => {
  const found = (await allowed(everything(name))).map((right) => right.replace(` ${name}`, ''));
  expect(found.filter((right) => !ofAllObjects.includes(right))).toEqual(more);
});

test('with recreate.yaml the article’s way is allowed, too, and still no Secret of others', async () => {
  await expect(reviewAccess(account, namespace.name, requiredRights(settings, 'recreate'))).resolves.not.toEqual([]);
  await grant(administrator, namespace.name, 'recreate.yaml');
  await expect(reviewAccess(account, namespace.name, requiredRights(settings, 'recreate'))).resolves.toEqual([]);
  const more = (await allowed([...everything(), ...everything('somebody-elses')])).filter(
    (right) => !ofAllObjects.includes(right.replace(' somebody-elses', '')),
  );
  expect(more).toEqual(['create statefulsets.apps', 'create statefulsets.apps somebody-elses']);
});

const outside: [group: string, resource: string, subresource?: string][] = [
  ['', 'nodes'],
  ['', 'nodes', 'proxy'],
  ['', 'persistentvolumes'],
  ['', 'namespaces'],
  ['storage.k8s.io', 'storageclasses'],
  ['storage.k8s.io', 'volumeattachments'],
  ['rbac.authorization.k8s.io', 'clusterroles'],
  ['rbac.authorization.k8s.io', 'clusterrolebindings'],
  ['certificates.k8s.io', 'certificatesigningrequests'],
  ['admissionregistration.k8s.io', 'mutatingwebhookconfigurations'],
];

test('outside of namespaces nothing is granted but by cluster.yaml, and by that only its looks', async () => {
  const clusterWide = rightsTo(outside).map((right) => ({ ...right, isClusterScoped: true }));
  await expect(allowed(clusterWide)).resolves.toEqual([]);
  await grant(administrator, namespace.name, 'cluster.yaml');
  try {
    await expect(allowed(clusterWide)).resolves.toEqual([
      'list nodes',
      'get persistentvolumes',
      'get storageclasses.storage.k8s.io',
      'list storageclasses.storage.k8s.io',
    ]);
    // A role of the whole cluster would count in every namespace.
    await expect(reviewAccess(account, 'default', everything())).resolves.toHaveLength(everything().length);
  } finally {
    await revokeClusterWide(administrator);
  }
});

test('nothing is granted in other namespaces', async () => {
  const refused = await reviewAccess(account, 'default', everything());
  expect(refused).toHaveLength(everything().length);
});
