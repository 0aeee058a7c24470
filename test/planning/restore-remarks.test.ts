import { restoreRemarks } from '../../src/planning/restore-remarks';

test('a restore that moves is not remarked on', () => {
  expect(restoreRemarks(599_000, undefined)).toEqual([]);
});

test('after ten minutes without a byte a person is asked to look, and told for what it waits', () => {
  expect(restoreRemarks(720_000, 'shard 0 of logs has no node: the disk is full')).toEqual([
    'NOTHING HAS MOVED FOR 12 min: look at the cluster',
    'some shards wait: shard 0 of logs has no node: the disk is full',
  ]);
});
