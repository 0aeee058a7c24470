import { notOwnSnapshot } from '../../src/planning/snapshot-ownership';
import { snapshotOf } from './arbitraries';

const own = { takenBy: 'backup-kubesphere-1/run-1', hasMetadata: true, nameWasFree: true };
const old = { ...own, hasMetadata: false };

test.each([
  ['its metadata names this run', { takenBy: own.takenBy }, own],
  [
    'its metadata names this run, though the name seemed taken',
    { takenBy: own.takenBy },
    { ...own, nameWasFree: false },
  ],
  ['the server keeps no metadata and the name was free', {}, old],
])('a snapshot is adopted when %s', (_, different, run) => {
  expect(notOwnSnapshot(snapshotOf(different), run)).toBeNull();
});

const taken = 'a snapshot named snapshot-20191113003000 was already taken at 2019-11-13T00:30:00.000Z by';

test.each([
  ['another run took it', { takenBy: 'backup-kubesphere-0/run-0' }, own, `${taken} workflow backup-kubesphere-0/run-0`],
  [
    'the run before a reset took it',
    { takenBy: 'backup-kubesphere-1/run-0' },
    own,
    `${taken} workflow backup-kubesphere-1/run-0`,
  ],
  ['it has no metadata on a server that keeps it: Curator or Kibana took it', {}, own, `${taken} something else`],
  [
    'the server keeps no metadata and the name was taken before',
    {},
    { ...old, nameWasFree: false },
    `${taken} something else`,
  ],
])('a snapshot is not adopted when %s', (_, different, run, sentence) => {
  expect(notOwnSnapshot(snapshotOf(different), run)).toBe(sentence);
});

test('a server that does not say when still gets a whole sentence', () => {
  const undated = snapshotOf({ takenBy: 'x' });
  delete undated.startedAt;
  expect(notOwnSnapshot(undated, own)).toBe('a snapshot named snapshot-20191113003000 was already taken by workflow x');
});
