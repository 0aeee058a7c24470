import fc from 'fast-check';
import { namedSnapshots } from '../../src/planning/named-snapshots';
import { SnapshotNaming } from '../../src/planning/snapshot-name';
import { TimeZone } from '../../src/planning/time-zone';

test('names of another pattern are left out, and the newest comes first whatever the order of the codes', () => {
  const names = [
    's-31.10.2026-010000',
    's-01.11.2026-010000',
    'weekly-1',
    's-02.01.2027-010000',
    's-01.11.2026-020000',
  ];
  expect(namedSnapshots(names, 's-%d.%m.%Y-%H%M%S')).toEqual([
    's-02.01.2027-010000',
    's-01.11.2026-020000',
    's-01.11.2026-010000',
    's-31.10.2026-010000',
  ]);
});

test('the order is that of the moments that the names were made from', () => {
  const naming = new SnapshotNaming('snapshot-%S%M%H%d%m%Y', TimeZone.parse('UTC'));
  const moments = fc.uniqueArray(fc.integer({ min: 0, max: 4_102_444_799 }), { maxLength: 50 });
  fc.assert(
    fc.property(moments, (seconds) => {
      const nameOf = (second: number) => naming.nameAt(new Date(second * 1000));
      const sorted = [...seconds].sort((a, b) => b - a).map(nameOf);
      expect(namedSnapshots(seconds.map(nameOf), naming.text)).toEqual(sorted);
    }),
  );
});
