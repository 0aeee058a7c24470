import fc from 'fast-check';
import { SpaceFloor, describeSpace, spaceObjection } from '../../src/planning/free-space';
import type { FreeSpace } from '../../src/planning/free-space';

const GiB = 1024 ** 3;
const space = (free: number, total = 100) => ({ freeBytes: Math.floor(free * GiB), totalBytes: total * GiB });
const isObjected = (found: FreeSpace, floor: string) => spaceObjection(found, SpaceFloor.parse(floor)) !== null;

test.each([
  ['5%', 5, false],
  ['5%', 4.999, true],
  ['0%', 0, false],
  ['0.5%', 0.4, true],
  ['5GiB', 5, false],
  ['5GiB', 4.9, true],
  ['200GiB', 100, true],
  ['12 GB', 12, false],
])('with a floor of %s, %d GiB of 100 are too little: %s', (floor, free, tooLittle) => {
  expect(isObjected(space(free), floor)).toBe(tooLittle);
});

test('the sentence says how much there is, how much is wanted, and what to do', () => {
  expect(spaceObjection(space(1.25, 40), SpaceFloor.parse('5%'))).toBe(
    'the backup volume has 1.3 GB of 40.0 GB free (3%), less than repository.minFree (5%): delete snapshots, enlarge the volume, or lower repository.minFree',
  );
});

test('what nobody could read forbids nothing', () => {
  expect(isObjected({ unreadable: 'no pod runs', isFault: true }, '99%')).toBe(false);
});

test('a volume without size is described all the same', () => {
  expect(describeSpace({ freeBytes: 0, totalBytes: 0 })).toBe('0 B of 0 B free (0%)');
});

test('more free space never turns a yes into a no', () => {
  const floors = fc.constantFrom('0%', '5%', '99.9%', '1B', '500MB', '5GiB');
  const bytes = fc.maxSafeNat();
  fc.assert(
    fc.property(floors, bytes, bytes, bytes, (floor, one, other, totalBytes) => {
      const [less, more] = one < other ? [one, other] : [other, one];
      const objects = (freeBytes: number) => isObjected({ freeBytes, totalBytes }, floor);
      expect(objects(more) && !objects(less)).toBe(false);
    }),
  );
});

test.each(['', '5', '5G', '5gb', '-5%', '%', '5%%', 'five', '5 percent', '1e3MB', '5Gi', '5Gib'])(
  '%j is no floor',
  (text) => {
    expect(() => SpaceFloor.parse(text)).toThrow(
      `"${text}" is not an amount of free space: write a share or a size, such as 5% or 5GiB`,
    );
  },
);

test.each(['100%', '250%'])('%s would leave no room for any backup', (text) => {
  expect(() => SpaceFloor.parse(text)).toThrow(`"${text}" leaves no room for any backup: write less than 100%`);
});
