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
