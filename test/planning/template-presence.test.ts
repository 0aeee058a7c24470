import type { Container, PodTemplate, Volume } from '../../src/planning/manifest';
import { additionsObjection, hasAdditions } from '../../src/planning/template-presence';
import { statefulSetOf } from './kubesphere';

const additions = {
  claim: 'backup',
  mountPath: '/backup',
  container: 'es',
  image: 'es:6',
  chown: false,
  folder: 'logs',
};
const claim: Volume = { name: 'hand-made', persistentVolumeClaim: { claimName: 'backup' } };
const mount = { name: 'hand-made', mountPath: '/backup' };
const check: Container = { name: 'logkeep-backup-check' };
const own = { name: 'logkeep-backup' };

const template = (
  volumes: Volume[],
  volumeMounts: Container['volumeMounts'],
  initContainers: Container[] = [],
): PodTemplate => ({
  spec: { volumes, initContainers, containers: [{ name: 'es', volumeMounts: volumeMounts ?? [] }] },
});
const ownVolume = { ...claim, ...own };
const ownMount = { ...mount, ...own };

test.each([
  ['none', template([], [])],
  ['none', template([claim], [])],
  ['none', template([claim], [{ ...mount, mountPath: '/elsewhere' }])],
  ['adopted', template([claim], [mount])],
  ['adopted', template([claim], [{ ...mount, mountPath: '/backup/' }])],
  ['none', template([claim], [{ ...mount, readOnly: true }])],
  ['none', template([claim], [{ ...mount, subPath: 'es' }])],
  ['none', template([{ name: 'hand-made', persistentVolumeClaim: { claimName: 'other' } }], [mount])],
  ['complete', template([ownVolume], [ownMount], [check])],
  ['partial', template([ownVolume], [ownMount])],
  ['partial', template([ownVolume], [], [check])],
  ['partial', template([], [], [check])],
  ['partial', template([{ ...ownVolume, persistentVolumeClaim: { claimName: 'other' } }], [ownMount], [check])],
  ['partial', template([ownVolume], [{ ...ownMount, mountPath: '/elsewhere' }], [check])],
])('%s: %j', (presence, found) => {
  expect(hasAdditions(found, additions)).toBe(presence);
});

test('a chown that is needed and not there makes it partial', () => {
  const found = template([ownVolume], [ownMount], [check]);
  expect(hasAdditions(found, { ...additions, chown: true })).toBe('partial');
  const given = template([ownVolume], [ownMount], [{ name: 'logkeep-backup-chown' }, check]);
  expect(hasAdditions(given, { ...additions, chown: true })).toBe('complete');
});

const chooseAnother = 'choose another repository.mountPath, or set kubernetes.claim.name to its claim';

test.each<[string | null, PodTemplate]>([
  [null, template([], [])],
  [null, template([claim], [mount])],
  [null, template([ownVolume], [ownMount])],
  [
    'there is no container es, only fluentd: set kubernetes.container to the one of Elasticsearch',
    { spec: { containers: [{ name: 'fluentd' }] } },
  ],
  [
    `volume hand-made is mounted at /backup already, but is not claim backup: ${chooseAnother}`,
    template([{ name: 'hand-made' }], [mount]),
  ],
  [
    'volume hand-made is mounted at /backup already, but only its folder es: mount it without subPath, or remove that mount',
    template([claim], [{ ...mount, subPath: 'es' }]),
  ],
  [
    'volume hand-made is mounted at /backup already, but read-only: remove readOnly, or that mount',
    template([claim], [{ ...mount, readOnly: true }]),
  ],
  [
    'volume hand-made is mounted at /backup already, but read-only: remove readOnly, or that mount',
    template([{ name: 'hand-made', persistentVolumeClaim: { claimName: 'backup', readOnly: true } }], [mount]),
  ],
  ['volume logkeep-backup is there already and is no claim: give it another name', template([own], [])],
])('%s', (objection, found) => {
  expect(additionsObjection(found, additions)).toBe(objection);
});

test('a genuine StatefulSet has nothing against the additions', () => {
  const { spec } = statefulSetOf('kubesphere-3.3.2');
  expect(additionsObjection(spec.template, { ...additions, container: 'elasticsearch' })).toBeNull();
  const dataPath = { ...additions, container: 'elasticsearch', mountPath: '/usr/share/elasticsearch/data' };
  expect(additionsObjection(spec.template, dataPath)).toContain('volume data is mounted at');
});
