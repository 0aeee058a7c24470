import fc from 'fast-check';
import type { PodSpec, StatefulSet } from '../../src/planning/manifest';
import {
  applyFields,
  hasAdditions,
  strategicPatch,
  strategicRemoval,
  withAdditions,
  withoutAdditions,
} from '../../src/planning/template-additions';
import type { Additions } from '../../src/planning/template-additions';
import { stacks, statefulSetOf } from './kubesphere';

const additions: Additions = {
  claim: 'elasticsearch-logging-backup',
  mountPath: '/usr/share/elasticsearch/backup',
  container: 'elasticsearch',
  image: 'kubesphere/elasticsearch-oss:6.7.0-1',
  chown: true,
  folder: 'kubesphere',
};
const mount = { name: 'logkeep-backup', mountPath: additions.mountPath };
const volume = { name: 'logkeep-backup', persistentVolumeClaim: { claimName: additions.claim } };

const genuine = statefulSetOf('kubesphere-2.1.1');
const specOf = (statefulSet: StatefulSet): PodSpec => statefulSet.spec.template.spec;
const edited = (statefulSet: StatefulSet, edit: (spec: PodSpec) => Partial<PodSpec>): StatefulSet => {
  const spec = { ...specOf(statefulSet), ...edit(specOf(statefulSet)) };
  return { ...statefulSet, spec: { ...statefulSet.spec, template: { ...statefulSet.spec.template, spec } } };
};
const names = (list: { name: string }[] | undefined): string[] => (list ?? []).map(({ name }) => name);

test.each(stacks)('the additions to %s can be taken out again without a trace', (stack) => {
  const statefulSet = statefulSetOf(stack);
  const added = withAdditions(statefulSet, additions);
  expect(hasAdditions(statefulSet.spec.template, additions)).toBe('none');
  expect(hasAdditions(added.spec.template, additions)).toBe('complete');
  expect(withAdditions(added, additions)).toBe(added);
  expect(withoutAdditions(added)).toEqual(statefulSet);
  expect(strategicRemoval(withoutAdditions(added))).toEqual({});
});

test('the volume is mounted in Elasticsearch’s container, and its init containers run after the others', () => {
  const spec = specOf(withAdditions(genuine, additions));
  expect(spec.containers[0]?.volumeMounts?.at(-1)).toEqual(mount);
  expect(spec.volumes?.at(-1)).toEqual(volume);
  expect(names(spec.initContainers)).toEqual(['sysctl', 'chown', 'logkeep-backup-chown', 'logkeep-backup-check']);
});

test('without need, nothing runs as root', () => {
  const spec = specOf(withAdditions(genuine, { ...additions, chown: false }));
  expect(names(spec.initContainers)).toEqual(['sysctl', 'chown', 'logkeep-backup-check']);
});

test('a chown that is there stays: once the volume is given, none seems needed, but that is no reason to restart', () => {
  const added = withAdditions(genuine, additions);
  const again = { ...additions, chown: false };
  expect(withAdditions(added, again)).toBe(added);
  expect(applyFields(added, again)).toEqual(applyFields(genuine, additions));
});

test('a newer image is no reason to restart', () => {
  const added = withAdditions(genuine, additions);
  expect(withAdditions(added, { ...additions, image: 'elasticsearch:7' })).toBe(added);
});

test('server-side apply gets nothing but the additions', () => {
  const live = { ...genuine, metadata: { ...genuine.metadata, namespace: 'logs', uid: 'u', resourceVersion: '8' } };
  const { initContainers } = specOf(withAdditions(genuine, additions));
  expect(applyFields(live, additions)).toEqual({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'elasticsearch-logging-data', namespace: 'logs' },
    spec: {
      template: {
        spec: {
          containers: [{ name: 'elasticsearch', volumeMounts: [mount] }],
          initContainers: initContainers?.slice(-2),
          volumes: [volume],
        },
      },
    },
  });
});

test('a strategic merge patch says where the init containers go', () => {
  const { initContainers } = specOf(withAdditions(genuine, additions));
  expect(strategicPatch(genuine, additions)).toEqual({
    spec: {
      template: {
        spec: {
          '$setElementOrder/initContainers': names(initContainers).map((name) => ({ name })),
          containers: [{ name: 'elasticsearch', volumeMounts: [mount] }],
          initContainers: initContainers?.slice(-2),
          volumes: [volume],
        },
      },
    },
  });
  expect(strategicPatch(withAdditions(genuine, additions), additions)).toEqual({});
});

test('a strategic merge patch takes out what was added, also where a person has copied the mount', () => {
  const added = withAdditions(genuine, additions);
  const sidecar = { name: 'shipper', volumeMounts: [{ name: 'logkeep-backup', mountPath: '/ship' }] };
  const init = { name: 'prepare', volumeMounts: [{ name: 'logkeep-backup', mountPath: '/prepare' }] };
  const copied = edited(added, ({ containers, initContainers = [] }) => ({
    containers: [...containers, sidecar],
    initContainers: [...initContainers, init],
  }));
  expect(strategicRemoval(copied)).toEqual({
    spec: {
      template: {
        spec: {
          containers: [
            { name: 'elasticsearch', volumeMounts: [{ mountPath: additions.mountPath, $patch: 'delete' }] },
            { name: 'shipper', volumeMounts: [{ mountPath: '/ship', $patch: 'delete' }] },
          ],
          initContainers: [
            { name: 'logkeep-backup-chown', $patch: 'delete' },
            { name: 'logkeep-backup-check', $patch: 'delete' },
            { name: 'prepare', volumeMounts: [{ mountPath: '/prepare', $patch: 'delete' }] },
          ],
          volumes: [{ name: 'logkeep-backup', $patch: 'delete' }],
        },
      },
    },
  });
  expect(JSON.stringify(withoutAdditions(copied))).not.toContain('logkeep');
});

describe('additions of an earlier setting', () => {
  const earlier = { ...additions, mountPath: '/backup', claim: 'old' };
  const added = withAdditions(genuine, earlier);

  test('are replaced', () => {
    expect(hasAdditions(added.spec.template, additions)).toBe('partial');
    expect(withAdditions(added, additions)).toEqual(withAdditions(genuine, additions));
  });

  test('leave no mount at the old path, which a strategic merge would keep', () => {
    const stale = { mountPath: '/backup', $patch: 'delete' };
    const { spec } = strategicPatch(added, additions) as StatefulSet;
    expect(spec.template.spec.containers[0]?.volumeMounts).toEqual([mount, stale]);
    expect(spec.template.spec.initContainers?.map(({ volumeMounts }) => volumeMounts)).toEqual([
      [mount, stale],
      [mount, stale],
    ]);
  });
});

describe('a mount that a person made', () => {
  const adopted = edited(genuine, ({ containers, volumes = [] }) => ({
    containers: containers.map(({ volumeMounts = [], ...rest }) => ({
      ...rest,
      volumeMounts: [...volumeMounts, { name: 'es-backup', mountPath: `${additions.mountPath}/` }],
    })),
    volumes: [...volumes, { ...volume, name: 'es-backup' }],
  }));

  test('serves when it is the same claim at the same path: nothing is added and nothing removed', () => {
    expect(hasAdditions(adopted.spec.template, additions)).toBe('adopted');
    expect(withAdditions(adopted, additions)).toBe(adopted);
    expect(strategicPatch(adopted, additions)).toEqual({});
    expect(strategicRemoval(adopted)).toEqual({});
    expect(withoutAdditions(adopted)).toEqual(adopted);
    const { apiVersion, kind, metadata } = genuine;
    expect(applyFields(adopted, additions)).toEqual({ apiVersion, kind, metadata: { name: metadata.name } });
  });
});

test.each([
  [{}, {}, 1000],
  [{ runAsUser: 0 }, {}, 1000],
  [{ runAsUser: 101 }, {}, 101],
  [{ runAsUser: 101 }, { runAsUser: 102 }, 102],
])('with %j for the pod and %j for its container, the check runs as %d', (pod, container, uid) => {
  const statefulSet = edited(genuine, ({ containers }) => ({
    securityContext: pod,
    containers: containers.map((one) => ({ ...one, securityContext: container })),
  }));
  const check = specOf(withAdditions(statefulSet, additions)).initContainers?.at(-1);
  expect(check?.['securityContext']).toMatchObject({ runAsUser: uid, runAsNonRoot: true });
  expect(check?.command?.at(-1)).toBe(String(uid));
});

const named = fc.stringMatching(/^[a-z]{1,4}$/).map((name) => ({ name }));
const lists = fc.uniqueArray(named, { selector: ({ name }) => name, minLength: 1, maxLength: 3 });
const mounts = fc.uniqueArray(
  named.map(({ name }) => ({ name, mountPath: `/${name}` })),
  { selector: ({ name }) => name, minLength: 1, maxLength: 3 },
);
const containers = (some: { name: string }[]) =>
  fc.tuple(
    ...some.map((one) =>
      fc
        .option(mounts, { nil: undefined })
        .map((volumeMounts) => ({ ...one, ...(volumeMounts === undefined ? {} : { volumeMounts }) })),
    ),
  );

test('whatever a template holds, adding and removing leaves it as it was', () => {
  const specs = fc.record(
    { containers: lists.chain(containers), initContainers: lists.chain(containers), volumes: lists },
    { requiredKeys: ['containers'] },
  );
  fc.assert(
    fc.property(specs, fc.boolean(), (found, chown) => {
      const [first = { name: '' }] = found.containers;
      const wanted = { ...additions, container: first.name, chown };
      const template = { spec: found as PodSpec };
      const statefulSet: StatefulSet = { ...genuine, spec: { selector: {}, template } };
      const added = withAdditions(statefulSet, wanted);
      expect(hasAdditions(added.spec.template, wanted)).toBe('complete');
      expect(withoutAdditions(added)).toEqual(statefulSet);
    }),
  );
});
