import { StallWatch } from '../../src/planning/stall';

const at = (bytesDone: number, shardsDone = 0) => ({ bytesDone, shardsDone, shardsTotal: 5 });

test('what moves is not stalled, what stands still is for as long as it does', () => {
  const watch = new StallWatch(0);
  expect(watch.idle(at(10), 1000)).toBe(0);
  expect(watch.idle(at(10), 5000)).toBe(4000);
  expect(watch.idle(at(11), 6000)).toBe(0);
  expect(watch.idle(at(11, 1), 7000)).toBe(0);
  expect(watch.idle(at(11, 1), 9000)).toBe(2000);
});

test('an operation that never reports anything is stalled since its start', () => {
  expect(new StallWatch(1000).idle(undefined, 4000)).toBe(3000);
});
