import { describeFit } from '../../../src/planning/disk-fit/describe-fit';
import { judgeFit } from '../../../src/planning/disk-fit/fit';
import { remediesFor } from '../../../src/planning/disk-fit/remedies';
import type { Room } from '../../../src/planning/disk-fit/room';
import type { WantedIndex } from '../../../src/planning/disk-fit/wanted-shards';
import { GB, diskRules, nodeOf, roomOf, rulesOf, wanted, watermarks } from './rooms';

const room = (...free: number[]) => roomOf(free.map((gb, position) => nodeOf(`node-${position + 1}`, gb * GB)));
const sentence = (place: Room, ...indices: WantedIndex[]) => {
  const fit = judgeFit(place, indices);
  return describeFit(fit, fit.verdict === 'does not fit' ? remediesFor(place, indices) : []);
};

test('room can be made on the node that lacks least', () => {
  expect(remediesFor(room(20, 18), [wanted('day', 8)])[0]).toBe('free 3.0 GB on node node-1');
});

test('the biggest days can be left out, as few as possible', () => {
  const days = [wanted('day-1', 2), wanted('day-2', 30), wanted('day-3', 3)];
  expect(remediesFor(room(20, 19), days)).toContain('leave out day-2: the other 2 indices fit');
});

test('the low watermark can be as high as the high one, where that helps', () => {
  expect(remediesFor(room(20, 20), [wanted('day', 9)])).toContain(
    'set cluster.routing.allocation.disk.watermark.low to 90%, as the high watermark is (now 85%)',
  );
  const bytes = roomOf(room(20, 20).nodes, { rules: rulesOf({ disk: watermarks('12gb', '10gb', '5gb') }) });
  expect(remediesFor(bytes, [wanted('day', 9)])).toContain(
    'set cluster.routing.allocation.disk.watermark.low to 10gb, as the high watermark is (now 12gb)',
  );
  expect(remediesFor(room(20, 20), [wanted('day', 11)]).join()).not.toContain('watermark');
});

test('watermarks that nobody heeds are not to be raised', () => {
  const off = roomOf(room(5, 5).nodes, { rules: rulesOf({ disk: diskRules({ enabled: false }) }) });
  expect(remediesFor(off, [wanted('day', 9)]).join()).not.toContain('watermark');
});

test('where nothing on the cluster helps, it has to grow', () => {
  expect(remediesFor(room(20, 20), [wanted('day', 200)])).toEqual(['enlarge the data volumes or add a data node']);
});

test('the sentences say by how much', () => {
  expect(sentence(room(40, 40), wanted('day', 10, { shards: 2 }))).toBe('fits: 10.0 GB on 2 nodes');
  expect(sentence(room(30, 16), wanted('day', 10, { replicas: 1 }))).toBe(
    'fits without replicas only: they would need 9.0 GB more than there is above the watermarks (node-2 would lack 9.0 GB)',
  );
  expect(sentence(room(20, 16), wanted('day', 10))).toBe(
    "does not fit: 10.0 GB more would be needed than there is above the watermarks and what today's index is going to take (1 shard has no node: node-1 has no room for it, node-2 has no room for it); to make it fit: free 5.0 GB on node node-1, or set cluster.routing.allocation.disk.watermark.low to 90%, as the high watermark is (now 85%)",
  );
});
