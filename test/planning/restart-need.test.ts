import type { Container, Pod, PodSpec, StatefulSet } from '../../src/planning/manifest';
import { contains, nodeOf, restartNeed } from '../../src/planning/restart-need';
import { additionsFor } from '../../src/planning/setup-additions';
import { withAdditions } from '../../src/planning/template-additions';
import { stacks, statefulSetOf } from './kubesphere';
import { podOf } from './pod-builders';
import { mountPath, settings, target } from './setup-builders';

const { container, claim } = settings;
const plain = statefulSetOf('kubesphere-2.1.1');
const added = (statefulSet: StatefulSet, chown = false): StatefulSet =>
  withAdditions(statefulSet, additionsFor(statefulSet, target, chown));
const ready = added(plain);

const podFrom = (statefulSet: StatefulSet): Pod => podOf(statefulSet, 0, settings);
const without = { container, claim: claim.name, mountPath, pathRepo: [] };
const wanted = { ...without, pathRepo: [mountPath] };
const node = { pathRepo: [mountPath] };

const edited = (pod: Pod, edit: (spec: PodSpec) => Partial<PodSpec>): Pod => ({
  ...pod,
  spec: { ...pod.spec, ...edit(pod.spec) },
});
const mapped = (spec: PodSpec, edit: (container: Container) => Container): Partial<PodSpec> => ({
  containers: spec.containers.map(edit),
  initContainers: (spec.initContainers ?? []).map(edit),
});

describe('a pod that runs what it should is left alone', () => {
  test.each(stacks)('%s', (stack) => {
    const [before, after] = [statefulSetOf(stack), added(statefulSetOf(stack), true)];
    expect(restartNeed(podFrom(before), { pathRepo: [] }, { ...without, statefulSet: before })).toBeNull();
    expect(restartNeed(podFrom(after), node, { ...wanted, statefulSet: after })).toBeNull();
  });

  test.each<[string, (spec: PodSpec) => Partial<PodSpec>]>([
    [
      'a sidecar that a mesh has injected',
      ({ containers, initContainers = [] }) => ({
        containers: [
          ...containers,
          { name: 'istio-proxy', volumeMounts: [{ name: 'envoy', mountPath: '/etc/istio' }] },
        ],
        initContainers: [{ name: 'istio-init', command: ['iptables'] }, ...initContainers],
      }),
    ],
    [
      'images from a mirror',
      (spec) =>
        mapped(spec, (one) => ({ ...one, image: `mirror.example/${one.image ?? ''}`, imagePullPolicy: 'Always' })),
    ],
    ['limits of a LimitRange', (spec) => mapped(spec, (one) => ({ ...one, resources: { limits: { cpu: '8' } } }))],
    ['more variables', (spec) => mapped(spec, (one) => ({ ...one, env: [{ name: 'ZONE', value: 'a' }] }))],
    [
      'a mount of another claim',
      ({ volumes = [], ...spec }) => ({
        volumes: [...volumes, { name: 'more', persistentVolumeClaim: { claimName: 'other' } }],
        ...mapped({ ...spec }, (one) => ({
          ...one,
          volumeMounts: [...(one.volumeMounts ?? []), { name: 'more', mountPath: '/more' }],
        })),
      }),
    ],
  ])('admission has added %s', (_, edit) => {
    expect(restartNeed(edited(podFrom(ready), edit), node, { ...wanted, statefulSet: ready })).toBeNull();
  });

  test('somebody else has changed the template under OnDelete: that is theirs to roll out', () => {
    const { spec } = ready.spec.template;
    const containers = spec.containers.map((one) => ({ ...one, image: 'elasticsearch:6.8.23', env: [] }));
    const template = { ...ready.spec.template, spec: { ...spec, containers } };
    const changed = { ...ready, spec: { ...ready.spec, template } };
    expect(restartNeed(podFrom(ready), node, { ...wanted, statefulSet: changed })).toBeNull();
  });

  test('an init container of ours that its template no longer has did its work when the pod started', () => {
    const given = podFrom(added(plain, true));
    expect(given.spec.initContainers).not.toHaveLength(podFrom(ready).spec.initContainers?.length ?? 0);
    expect(restartNeed(given, node, { ...wanted, statefulSet: ready })).toBeNull();
  });

  test('a slash at the end of a folder means nothing', () => {
    const slashed = { pathRepo: ['/other', `${mountPath}/`] };
    expect(restartNeed(podFrom(ready), slashed, { ...wanted, statefulSet: ready })).toBeNull();
  });

  test('its Elasticsearch is out of the cluster, so that nobody can tell its path.repo', () => {
    expect(restartNeed(podFrom(ready), undefined, { ...wanted, statefulSet: ready })).toBeNull();
  });
});

describe('a pod is restarted because', () => {
  const other = added(plain, true);
  test.each([
    ['it runs without the backup volume', podFrom(plain), node, { ...wanted, statefulSet: ready }],
    ['it runs without the backup volume', podFrom(plain), undefined, { ...wanted, statefulSet: ready }],
    ['it still has the backup volume', podFrom(ready), node, { ...without, statefulSet: plain }],
    ['it was started with another volume check', podFrom(ready), node, { ...wanted, statefulSet: other }],
    [
      `its Elasticsearch runs without path.repo ${mountPath}`,
      podFrom(ready),
      { pathRepo: ['/other'] },
      { ...wanted, statefulSet: ready },
    ],
    [
      `its Elasticsearch still has path.repo ${mountPath}`,
      podFrom(ready),
      node,
      { ...wanted, pathRepo: ['/other'], statefulSet: ready },
    ],
  ])('%s', (reason, pod, its, should) => {
    expect(restartNeed(pod, its, should)).toBe(reason);
  });

  const ours = (edit: (one: Container) => Container[]): Pod =>
    edited(podFrom(other), ({ initContainers = [] }) => ({
      initContainers: initContainers.flatMap((one) => (one.name.startsWith('logkeep-') ? edit(one) : [one])),
    }));

  test.each([
    ['is missing', ours(() => [])],
    ['has another command', ours((one) => [{ ...one, command: [...(one.command ?? []), 'more'] }])],
    ['has another name', ours((one) => [{ ...one, name: `${one.name}-2` }])],
  ])('an init container of ours %s in it', (_, pod) => {
    expect(restartNeed(pod, node, { ...wanted, statefulSet: other })).toBe('it was started with another volume check');
  });

  test('it has the volume at the path of an earlier setting', () => {
    const repository = { ...target.repository, mountPath: '/earlier' };
    const earlier = withAdditions(plain, additionsFor(plain, { ...target, repository }, false));
    expect(restartNeed(podFrom(earlier), node, { ...wanted, statefulSet: ready })).toBe(
      'it runs without the backup volume',
    );
  });

  test('another container than Elasticsearch’s has the volume', () => {
    const pod = edited(podFrom(ready), ({ containers }) => ({
      containers: [
        ...containers.map((one) => ({
          ...one,
          volumeMounts: one.volumeMounts?.filter((mount) => mount.mountPath !== mountPath) ?? [],
        })),
        { name: 'shipper', volumeMounts: [{ name: 'logkeep-backup', mountPath }] },
      ],
    }));
    expect(restartNeed(pod, node, { ...wanted, statefulSet: ready })).toBe('it runs without the backup volume');
  });
});

describe('the node of a pod', () => {
  const pod = podFrom(plain);
  const byName = { name: pod.metadata.name, ip: '10.9.9.9' };
  const byAddress = { name: 'es-a', ip: pod.status?.podIP ?? '' };

  test('is the one of its name, though another one had its address before', () => {
    expect(nodeOf(pod, [byAddress, byName])).toBe(byName);
  });

  test('is the one at its address where nodes have other names', () => {
    expect(nodeOf(pod, [{ name: 'es-b', ip: '10.8.8.8' }, byAddress])).toBe(byAddress);
  });

  test('is none while it is not in the cluster, or the pod has no address yet', () => {
    expect(nodeOf(pod, [])).toBeUndefined();
    expect(nodeOf({ ...pod, status: {} }, [byAddress])).toBeUndefined();
  });
});

test.each([
  [['/backup'], '/backup', true],
  [['/backup/'], '/backup', true],
  [['/backup'], '/backup//', true],
  [['/'], '/', true],
  [['/'], '/backup', false],
  [['/backup/logs'], '/backup', false],
  [[], '/backup', false],
])('%j contains %s: %j', (directories, wantedFolder, isIn) => {
  expect(contains(directories, wantedFolder)).toBe(isIn);
});
