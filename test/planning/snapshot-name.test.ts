import fc from 'fast-check';
import { SnapshotNaming } from '../../src/planning/snapshot-name';
import { TimeZone } from '../../src/planning/time-zone';
import { moments } from './arbitraries';

const text = 'snapshot-%Y%m%d%H%M%S';
const naming = (zone: string) => new SnapshotNaming(text, TimeZone.parse(zone));

test.each(['UTC', 'Etc/GMT-8', 'Etc/GMT+5'])('in %s the names sort in the order of time', (zone) => {
  const names = naming(zone);
  fc.assert(
    fc.property(moments, moments, (a, b) => {
      expect(names.nameAt(a) < names.nameAt(b)).toBe(a.getTime() < b.getTime());
    }),
  );
});

test.each(['UTC', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'])(
  'a name shows the clock on the wall in %s, in summer and in winter',
  (zone) => {
    const names = naming(zone);
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    fc.assert(
      fc.property(moments, (moment) => {
        expect(names.nameAt(moment)).toBe(`snapshot-${clock.format(moment).replace(/\D/g, '')}`);
      }),
    );
  },
);

test.each([
  ['UTC', '2019-11-12T16:30:00Z', 'snapshot-20191112163000'],
  ['Asia/Shanghai', '2019-11-12T16:30:00Z', 'snapshot-20191113003000'],
  ['Europe/Berlin', '2019-07-01T22:30:00Z', 'snapshot-20190702003000'],
  ['Europe/Berlin', '2019-12-01T23:30:00Z', 'snapshot-20191202003000'],
  ['Europe/Berlin', '2019-03-31T00:59:59Z', 'snapshot-20190331015959'],
  ['Europe/Berlin', '2019-03-31T01:00:00Z', 'snapshot-20190331030000'],
])('a backup in %s at %s is named %s', (zone, moment, name) => {
  expect(naming(zone).nameAt(new Date(moment))).toBe(name);
});

test('the same moment always gives the same name, so that a retry finds its own snapshot', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 999 }), (moment, milliseconds) => {
      const again = new Date(moment.getTime() + milliseconds);
      expect(naming('Asia/Shanghai').nameAt(again)).toBe(naming('Asia/Shanghai').nameAt(moment));
    }),
  );
});

test.each([
  ['Snapshot-%Y%m%d%H%M%S', 'use lower case'],
  ['my snapshot-%Y%m%d%H%M%S', 'without spaces'],
  ['a,b-%Y%m%d%H%M%S', 'without spaces, commas'],
  ['a#b-%Y%m%d%H%M%S', '#'],
  ['a/b-%Y%m%d%H%M%S', 'cannot name snapshots'],
  ['_snapshot-%Y%m%d%H%M%S', 'a leading _'],
  ['snapshot-%Y%m%d', 'so that two runs never share a name'],
  ['snapshot', 'must contain %Y %m %d %H %M %S once each'],
  ['snapshot-%Y%m%d%H%M%S%S', 'stands twice'],
  ['snapshot-%Q', 'is not a known code'],
])('%s is refused: %s', (wrong, message) => {
  expect(() => new SnapshotNaming(wrong, TimeZone.parse('UTC'))).toThrow(message);
});

test.each(['UTC', 'Europe/Berlin', 'America/New_York'])(
  'in %s a backup has ten different names to choose from, its own first',
  (zone) => {
    // The seconds around the hours that the clock skips and repeats are among them.
    const changes = fc.constantFrom('2019-03-31T00:59:55Z', '2019-10-27T00:59:55Z', '2019-11-03T05:59:55Z');
    fc.assert(
      fc.property(
        fc.oneof(
          moments,
          changes.map((text) => new Date(text)),
        ),
        (moment) => {
          const names = naming(zone).namesFrom(moment);
          expect(names[0]).toBe(naming(zone).nameAt(moment));
          expect(new Set(names).size).toBe(10);
        },
      ),
    );
  },
);

test('in the hour that the clock repeats, two runs an hour apart share their first name', () => {
  const names = naming('Europe/Berlin');
  const [summer, winter] = [new Date('2019-10-27T00:30:00Z'), new Date('2019-10-27T01:30:00Z')];
  expect(names.nameAt(winter)).toBe(names.nameAt(summer));
});

test.each(['UTC', 'Asia/Shanghai', 'Europe/Berlin', 'Australia/Lord_Howe'])(
  'a name gives its moment back in %s, in a doubled hour the first',
  (zone) => {
    const names = naming(zone);
    fc.assert(
      fc.property(moments, (moment) => {
        const read = names.momentOf(names.nameAt(moment)) as Date;
        expect(names.nameAt(read)).toBe(names.nameAt(moment));
        expect([0, 1_800_000, 3_600_000]).toContain(moment.getTime() - read.getTime());
      }),
    );
  },
);

test.each([
  'snapshot-2019',
  'by-hand',
  'snapshot-20191312010000',
  'snapshot-20190230010000',
  'snapshot-20191112250000',
])('%s says no moment', (name) => {
  expect(naming('UTC').momentOf(name)).toBeNull();
});
