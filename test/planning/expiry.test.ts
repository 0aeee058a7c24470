import fc from 'fast-check';
import { Expiry } from '../../src/planning/expiry';
import { TimeSpan } from '../../src/planning/time-span';

const moments = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });

test.each([
  ['2026-12-07T08:15:00Z', 'logkeep-expires-2026.12.07-08.15.00z'],
  ['never', 'logkeep-expires-never'],
])('%s is the alias %s', (text, alias) => {
  const expiry = Expiry.parse(text);
  expect([expiry.alias, expiry.toString(), JSON.stringify(expiry)]).toEqual([alias, text, `"${text}"`]);
  expect(Expiry.ofAlias(alias)?.toString()).toBe(text);
});

test('every moment comes back from its alias, to the second and never earlier', () => {
  fc.assert(
    fc.property(moments, (moment) => {
      const expiry = Expiry.at(moment);
      expect(Expiry.ofAlias(expiry.alias)?.milliseconds).toBe(expiry.milliseconds);
      expect(Expiry.parse(expiry.toString()).milliseconds).toBe(expiry.milliseconds);
      const later = expiry.milliseconds - moment.getTime();
      expect(later).toBeGreaterThanOrEqual(0);
      expect(later).toBeLessThan(1000);
    }),
  );
});

test('aliases sort as their moments do, with never at the end', () => {
  fc.assert(
    fc.property(moments, moments, (a, b) => {
      const [one, other] = [Expiry.at(a), Expiry.at(b)];
      expect(one.alias < other.alias).toBe(one.milliseconds < other.milliseconds);
      expect(one.alias < Expiry.never.alias).toBe(true);
    }),
  );
});

test('aliases are names that every server takes', () => {
  fc.assert(fc.property(moments, (moment) => expect(Expiry.at(moment).alias).toMatch(/^[a-z0-9.-]{1,255}$/)));
});

test.each([
  'logkeep-expires-',
  'logkeep-expires-2026.12.07',
  'logkeep-expires-2026.12.07-08.15.00',
  'logkeep-expires-2026.12.07-08.15.00Z',
  'logkeep-expires-2026.12.7-08.15.00z',
  'logkeep-expires-2026.02.30-08.15.00z',
  'logkeep-expires-2026.12.07-24.00.00z',
  'logkeep-expires-2026.12.07-08.15.00z-x',
  'logkeep-expires-1969.12.31-23.59.59z',
  'logkeep-expires-NEVER',
  'logkeep-sealed',
  '',
])('the name %p is no moment', (name) => {
  expect(Expiry.ofAlias(name)).toBeNull();
});

test('no other text than its own is ever read as a moment', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.-z') })), (text) => {
      const name = `logkeep-expires-${text}`;
      const read = Expiry.ofAlias(name);
      if (read !== null) expect(read.alias).toBe(name);
    }),
  );
});

test.each([
  '7d',
  '2026-12-07',
  'Never',
  '',
  '2026-12-07T08:15:00',
  '2026-12-07T08:15:00+08:00',
  '2026-13-07T08:15:00Z',
])('the text %p is refused', (text) => {
  expect(() => Expiry.parse(text)).toThrow(/is no expiry: write never, or a moment such as/);
});

test('ends after a time, or never', () => {
  const from = new Date('2026-11-30T08:00:00.250Z');
  expect(Expiry.after(TimeSpan.parse('7d'), from).toString()).toBe('2026-12-07T08:00:01Z');
  expect(Expiry.after('never', from).isNever).toBe(true);
});

test('is over from its second on, and never before', () => {
  const expiry = Expiry.parse('2026-12-07T08:15:00Z');
  expect(expiry.isOver(new Date('2026-12-07T08:14:59.999Z'))).toBe(false);
  expect(expiry.isOver(new Date('2026-12-07T08:15:00Z'))).toBe(true);
  expect(Expiry.never.isOver(new Date(8.64e15))).toBe(false);
});

test('the later of two is the one that lets an index stay longer', () => {
  const [soon, late] = [Expiry.parse('2026-12-07T08:15:00Z'), Expiry.parse('2026-12-08T08:15:00Z')];
  expect([soon.later(late), late.later(soon), soon.later(Expiry.never), Expiry.never.later(late)]).toEqual([
    late,
    late,
    Expiry.never,
    Expiry.never,
  ]);
});
