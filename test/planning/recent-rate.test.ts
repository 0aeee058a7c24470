import fc from 'fast-check';
import { RecentRate } from '../../src/planning/recent-rate';

const at = (bytesDone: number, bytesTotal = 1_000_000) => ({ shardsDone: 0, shardsTotal: 1, bytesDone, bytesTotal });

test('the first look knows no rate', () => {
  expect(new RecentRate().rated(at(500), 0)).toEqual(at(500));
});

test('a restore that has become slow is slow, however fast it began', () => {
  const rate = new RecentRate();
  rate.rated(at(0), 0);
  rate.rated(at(600_000), 1_000);
  for (let second = 2; second <= 180; second += 1) rate.rated(at(600_000 + second * 10), second * 1_000);
  expect(rate.rated(at(601_810), 181_000)).toMatchObject({ bytesPerSecond: 10, secondsLeft: 39_819 });
});

test('it goes on from what a slice before has handed on', () => {
  const first = new RecentRate();
  for (let second = 0; second <= 30; second += 1) first.rated(at(second * 100), second * 1_000);
  const next = new RecentRate(JSON.parse(JSON.stringify(first.recent)) as typeof first.recent);
  expect(next.rated(at(3_100), 31_000)).toMatchObject({ bytesPerSecond: 100 });
});

test('what stands still has no rate and no end', () => {
  const rate = new RecentRate();
  for (let second = 0; second <= 120; second += 1) rate.rated(at(second === 0 ? 0 : 5_000), second * 1_000);
  expect(rate.rated(at(5_000), 121_000)).toEqual(at(5_000));
});

test('a shard that is begun anew on another node makes no negative rate', () => {
  const rate = new RecentRate();
  rate.rated(at(500_000), 0);
  expect(rate.rated(at(1_000), 10_000)).toEqual(at(1_000));
  expect(rate.rated(at(2_000), 20_000)).toMatchObject({ bytesPerSecond: 100 });
});

test('however long it lasts, it remembers a handful of samples of about a minute', () => {
  const step = fc.record({ after: fc.integer({ min: 50, max: 20_000 }), bytes: fc.integer({ min: 0, max: 100_000 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const rate = new RecentRate();
      let [now, bytes] = [0, 0];
      for (const { after, bytes: more } of steps) {
        now += after;
        bytes += more;
        rate.rated(at(bytes, 1e9), now);
        expect(rate.recent.length).toBeLessThanOrEqual(14);
        expect(now - (rate.recent[1]?.at ?? now)).toBeLessThan(60_000);
      }
    }),
  );
});
