import { Day } from '../../src/planning/day';
import { TimeSpan } from '../../src/planning/time-span';
import { TimeZone } from '../../src/planning/time-zone';

test.each([
  ['UTC', '1970-01-01T00:00'],
  ['Asia/Shanghai', '1970-01-01T08:00'],
  ['Asia/Kolkata', '1970-01-01T05:30'],
  ['America/New_York', '1969-12-31T19:00'],
])('in %s the epoch began at %s', (zone, wall) => {
  expect(TimeZone.parse(zone).at(new Date(0)).toFormat("yyyy-MM-dd'T'HH:mm")).toBe(wall);
});

test.each(['Mars/Olympus', 'Asia/Shangai', 'UTC+8', '+08:00', '-0500', 'local', 'system', ' ', ''])(
  '"%s" is refused with the way to write a time zone',
  (name) => {
    expect(() => TimeZone.parse(name)).toThrow(
      `"${name}" is not a time zone: use an IANA name such as Asia/Shanghai or UTC`,
    );
  },
);

test.each([
  ['asia/shanghai', ', did you mean "Asia/Shanghai"?'],
  ['utc', ', did you mean "UTC"?'],
  ['EUROPE/BERLIN', ', did you mean "Europe/Berlin"?'],
  ['us/eastern', ': IANA names have capital letters, such as Asia/Shanghai or UTC'],
])('"%s", which only Node would understand, is refused with its spelling', (name, rest) => {
  expect(() => TimeZone.parse(name)).toThrow(`"${name}" is not a time zone${rest}`);
});

test.each(['Asia/Kolkata', 'US/Eastern', 'PRC', 'Etc/GMT+8', 'Europe/Kyiv', 'America/Port_of_Spain'])(
  'the alias %s is as good as the name it stands for',
  (name) => expect(TimeZone.parse(name).name).toBe(name),
);

test.each([
  ['UTC', '2019-11-12', '2019-11-13T00:00:00.000Z'],
  ['Asia/Shanghai', '2019-11-12', '2019-11-12T16:00:00.000Z'],
  ['Europe/Berlin', '2019-12-31', '2019-12-31T23:00:00.000Z'],
  ['Europe/Berlin, in its shortest day', '2019-03-31', '2019-03-31T22:00:00.000Z'],
])('in %s the day %s is over at %s', (zone, day, end) => {
  expect(TimeZone.parse(zone.replace(/,.*/, '')).endOf(Day.parse(day)).toISOString()).toBe(end);
});

test.each([
  // The clocks went back in the night to 27 October 2019: that day had 25 hours.
  ['Europe/Berlin', '2019-10-27T23:00:00Z', '1d', '2019-10-26T22:00:00.000Z'],
  ['Europe/Berlin', '2019-10-27T23:00:00Z', '24h', '2019-10-26T22:00:00.000Z'],
  ['Europe/Berlin', '2019-10-27T23:00:00Z', '1440min', '2019-10-26T22:00:00.000Z'],
  ['Europe/Berlin', '2019-10-27T23:00:00Z', '25h', '2019-10-26T22:00:00.000Z'],
  ['America/New_York', '2019-03-10T05:00:00Z', '12h', '2019-03-09T17:00:00.000Z'],
  ['Asia/Shanghai', '2019-11-12T17:00:00Z', '7d', '2019-11-05T17:00:00.000Z'],
])('in %s, %s less %s is %s: whole days are days of the calendar', (zone, moment, span, before) => {
  expect(TimeZone.parse(zone).before(new Date(moment), TimeSpan.parse(span)).toISOString()).toBe(before);
});

test.each([
  ['UTC', '2019-11-12T17:00:00Z', '2019-11-12'],
  ['Asia/Shanghai', '2019-11-12T17:00:00Z', '2019-11-13'],
  ['America/New_York', '2019-11-13T04:59:59Z', '2019-11-12'],
  ['America/New_York', '2019-11-13T05:00:00Z', '2019-11-13'],
  ['UTC', '2026-11-30T23:59:59.999Z', '2026-11-30'],
  ['Asia/Shanghai', '2026-11-30T15:59:59.999Z', '2026-11-30'],
  ['Asia/Shanghai', '2026-11-30T16:00:00.000Z', '2026-12-01'],
  ['America/New_York', '2027-01-01T04:59:59.000Z', '2026-12-31'],
])('in %s it is at %s the day %s', (zone, moment, day) => {
  const it = TimeZone.parse(zone);
  expect(it.dayAt(new Date(moment)).toString()).toBe(day);
  const [starts, ends] = [it.startOf(Day.parse(day)), it.endOf(Day.parse(day))];
  expect(starts.getTime() <= Date.parse(moment) && Date.parse(moment) < ends.getTime()).toBe(true);
});
