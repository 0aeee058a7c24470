import {
  curatorSearchRight,
  describeRight,
  execRights,
  recreationSecret,
  requiredRights,
  suspensionRights,
} from '../../src/planning/required-rights';
import { dataSet, masterSet, settings } from './setup-builders';

const rights = (mode: 'patch' | 'recreate', retainVolume = false): string[] =>
  requiredRights({ ...settings, claim: { ...settings.claim, retainVolume } }, mode).map(describeRight);

const patching = [
  `get statefulsets.apps ${dataSet}`,
  `patch statefulsets.apps ${dataSet}`,
  `get statefulsets.apps ${masterSet}`,
  `patch statefulsets.apps ${masterSet}`,
  ...['get pods', 'list pods', 'create pods', 'delete pods'],
  ...['get configmaps elasticsearch-logging', 'patch configmaps elasticsearch-logging', 'create secrets'],
  ...['get persistentvolumeclaims elasticsearch-logging-backup', 'create persistentvolumeclaims', 'list events'],
];
const recreating = [
  ...[`delete statefulsets.apps ${dataSet}`, `delete statefulsets.apps ${masterSet}`, 'create statefulsets.apps'],
  ...[`get secrets logkeep-recreate-${dataSet}`, `delete secrets logkeep-recreate-${dataSet}`],
  ...[`get secrets logkeep-recreate-${masterSet}`, `delete secrets logkeep-recreate-${masterSet}`],
];

test('patching needs no more than this', () => {
  expect(rights('patch').sort()).toEqual([...patching].sort());
});

test('re-creating needs to delete and create StatefulSets besides, and to read back what it has kept', () => {
  expect(rights('recreate').sort()).toEqual([...patching, ...recreating].sort());
});

test('volumes, which lie outside of the namespace, are touched only where their policy is to be changed', () => {
  const found = requiredRights({ ...settings, claim: { ...settings.claim, retainVolume: true } }, 'patch');
  const volumes = found.filter(({ resource }) => resource === 'persistentvolumes');
  expect(volumes.map(describeRight)).toEqual(['get persistentvolumes', 'patch persistentvolumes']);
  expect(found.filter(({ isClusterScoped }) => isClusterScoped === true)).toEqual(volumes);
  expect(rights('patch', true)).toHaveLength(rights('patch').length + 2);
});

test('nothing is asked for twice, and never to delete a claim or to read all Secrets', () => {
  const found = rights('recreate', true);
  expect(found).toEqual([...new Set(found)]);
  expect(found.filter((right) => /delete persistentvolumeclaims|(get|list|delete) secrets$/.test(right))).toEqual([]);
});

test('a handover runs commands in pods', () => {
  // Servers of 1.35 and later ask for create, those before for get.
  expect(execRights().map(describeRight)).toEqual(['get pods/exec', 'create pods/exec']);
});

test('a Curator is looked for by listing, and changed by its name only', () => {
  expect([curatorSearchRight, ...suspensionRights(['nightly'])].map(describeRight)).toEqual([
    'list cronjobs.batch',
    'patch cronjobs.batch nightly',
  ]);
});

test('the state of a re-creation is named after its StatefulSet', () => {
  expect(recreationSecret(masterSet)).toBe('logkeep-recreate-elasticsearch-logging-discovery');
});
