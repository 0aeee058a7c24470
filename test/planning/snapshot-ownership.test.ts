import { notOwnSnapshot } from '../../src/planning/snapshot-ownership';
import { snapshotOf } from './arbitraries';

const own = { workflowId: 'backup-kubesphere-1', nameWasFree: true };

test.each([
  ['its metadata names this run', { takenBy: own.workflowId }, own],
  [
    'its metadata names this run, though the name seemed taken',
    { takenBy: own.workflowId },
    { ...own, nameWasFree: false },
  ],
  ['the server keeps no metadata and the name was free', {}, own],
])('a snapshot is adopted when %s', (_, different, run) => {
  expect(notOwnSnapshot(snapshotOf(different), run)).toBeNull();
});

test.each([
  [
    'another run took it',
    { takenBy: 'backup-kubesphere-0' },
    own,
    'a snapshot named snapshot-20191113003000 was already taken at 2019-11-13T00:30:00.000Z by workflow backup-kubesphere-0',
  ],
  [
    'the server keeps no metadata and the name was taken before',
    {},
    { ...own, nameWasFree: false },
    'a snapshot named snapshot-20191113003000 was already taken at 2019-11-13T00:30:00.000Z by something else',
  ],
])('a snapshot is not adopted when %s', (_, different, run, sentence) => {
  expect(notOwnSnapshot(snapshotOf(different), run)).toBe(sentence);
});

test('a server that does not say when still gets a whole sentence', () => {
  const undated = snapshotOf({ takenBy: 'x' });
  delete undated.startedAt;
  expect(notOwnSnapshot(undated, own)).toBe('a snapshot named snapshot-20191113003000 was already taken by workflow x');
});
