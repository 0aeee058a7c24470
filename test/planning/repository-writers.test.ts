import { otherWriter } from '../../src/planning/repository-writers';
import { snapshotOf } from './arbitraries';

const now = Date.parse('2026-11-20T12:00:00Z');
const hoursAgo = (hours: number) => now - hours * 3_600_000;
const by = (clusterUuid: string | undefined, hours: number, name = 'snapshot') =>
  snapshotOf({ name, startedAt: hoursAgo(hours), ...(clusterUuid === undefined ? {} : { clusterUuid }) });

test.each([
  ['there are none', []],
  ['all are its own', [by('own', 1), by('own', 30)]],
  ['another one has stopped two days ago', [by('other', 48), by('own', 1)]],
  ['nobody knows who took them: before 7.3, or not logkeep', [by(undefined, 1)]],
])('a cluster may write to a repository when, of its snapshots, %s', (_, snapshots) => {
  expect(otherWriter(snapshots, 'own', now)).toBeNull();
});

test('a cluster may not write where another took a snapshot lately, and is told which and until when', () => {
  const snapshots = [by('other', 40, 'older'), by('other', 10, 'newest'), by('own', 1)];
  const problem = otherWriter(snapshots, 'own', now);
  expect(problem).toMatch(/UUID other\) writes .* last snapshot newest is of 2026-11-20T02:00:00\.000Z/);
  expect(problem).toMatch(/no longer said from 2026-11-22T02:00:00\.000Z on$/);
});
