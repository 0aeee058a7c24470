import fc from 'fast-check';
import { nearFlood, stopLine } from '../../../src/planning/disk-fit/flood-watch';
import { GB, MB, diskRules, nodeOf, volumeOf, watermarks } from './rooms';

const isNear = (freeGb: number, rules = diskRules()) => nearFlood([nodeOf('node-1', freeGb * GB)], rules).length > 0;

test.each([
  ['half way between high and flood stage', 7.4, diskRules(), true],
  ['before that', 7.6, diskRules(), false],
  ['in bytes', 7, watermarks('20gb', '10gb', '5gb'), true],
  ['in bytes, before that', 8, watermarks('20gb', '10gb', '5gb'), false],
  ['with the flood stage at the high watermark', 5.4, watermarks('85%', '95%', '95%'), true],
  ['with watermarks switched off', 0.2, diskRules({ enabled: false }), true],
  ['with watermarks switched off, and room', 0.3, diskRules({ enabled: false }), false],
])('a restore stops %s: %d GB', (_, free, rules, stops) => {
  expect(isNear(free, rules)).toBe(stops);
});

test('any of several data paths is enough', () => {
  const volumes = [volumeOf('one', 90 * GB), volumeOf('two', 1 * GB)];
  expect(nearFlood([nodeOf('node-1', 0, { volumes }), nodeOf('node-2', 90 * GB)], diskRules())).toEqual([
    {
      node: 'node-1',
      sentence:
        '1.0 GB of 100 GB are left on node node-1; below 5.0 GB Elasticsearch blocks every index on it for writing',
    },
  ]);
});

test('the line is always above the flood stage, whatever the watermarks', () => {
  const percents = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(percents, fc.integer({ min: 100, max: 10_000 }), (numbers, mb) => {
      const [low, high, flood] = [...numbers].sort((a, b) => a - b).map((percent) => `${percent}%`) as [
        string,
        string,
        string,
      ];
      const rules = watermarks(low, high, flood);
      expect(stopLine(rules, mb * MB)).toBeGreaterThan(rules.flood.freeBytes(mb * MB));
    }),
  );
});
