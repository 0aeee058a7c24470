import fc from 'fast-check';
import { planCleanup } from '../../src/planning/cleanup-plan';
import type { CleanupRules } from '../../src/planning/cleanup-rules';
import type { Day } from '../../src/planning/day';
import { IndexPattern } from '../../src/planning/index-pattern';
import type { IndexTraits } from '../../src/planning/live-index';
import { TimeSpan } from '../../src/planning/time-span';
import { TimeZone } from '../../src/planning/time-zone';

const pattern = new IndexPattern('ks-logstash-log-%Y.%m.%d');
const shanghai = TimeZone.parse('Asia/Shanghai');
const rules = (different: Partial<CleanupRules> = {}): CleanupRules => ({
  maxAge: TimeSpan.parse('7d'),
  approveWithin: TimeSpan.parse('1h'),
  ...different,
});
/** 01:00 on 20 November 2019 in Shanghai: still the 19th in UTC. */
const now = new Date('2019-11-19T17:00:00Z');
const context = { pattern, zone: shanghai, now };

function index(day: string, different: Partial<IndexTraits> = {}): IndexTraits {
  const name = `ks-logstash-log-2019.${day}`;
  const blocks = { write: false, readOnly: false, onlyDelete: false };
  return { name, uuid: `uuid-${day}`, open: true, aliases: [], blocks, createdAt: 0, ...different };
}

const reasonFor = (traits: IndexTraits, others: IndexTraits[] = []) => {
  const plan = planCleanup([traits, ...others], rules(), context);
  return plan.kept.find(({ name }) => name === traits.name)?.reason ?? null;
};

test('days that began longer ago than maxAge may go, by the calendar of the cluster', () => {
  const plan = planCleanup(
    ['11.12', '11.13', '11.14', '11.18', '11.19', '11.20', '11.21'].map((day) => index(day)),
    rules(),
    context,
  );
  // At 01:00 on the 20th the 13th began seven days and one hour ago.
  expect(plan.candidates.map(({ name, uuid, reason }) => [name, uuid, reason])).toEqual([
    ['ks-logstash-log-2019.11.12', 'uuid-11.12', 'its day began more than 7d ago'],
    ['ks-logstash-log-2019.11.13', 'uuid-11.13', 'its day began more than 7d ago'],
  ]);
  expect(plan.kept.map(({ name, reason }) => `${name.slice(-5)} ${reason}`)).toEqual([
    '11.14 its day began less than 7d ago',
    '11.18 its day began less than 7d ago',
    '11.19 it is of yesterday',
    '11.20 it is of today',
    '11.21 its day is yet to come',
  ]);
});

test.each([
  ['today', '11.20'],
  ['yesterday', '11.19'],
])('%s stays, even if the file could say otherwise', (_, day) => {
  const plan = planCleanup([index(day)], rules({ maxAge: TimeSpan.parse('1s') }), context);
  expect(plan.candidates).toEqual([]);
});

test('a change of the clocks moves no index into another night', () => {
  const berlin = TimeZone.parse('Europe/Berlin');
  // The clocks went back on 27 October and forward on 31 March: 25 and 23 hours.
  for (const night of ['2019-11-03T00:00:00Z', '2019-04-06T23:00:00Z']) {
    const at = new Date(night);
    const today = berlin.dayAt(at);
    const days = [6, 7, 8].map((ago) => pattern.indexOf(berlin.dayAt(berlin.before(at, TimeSpan.parse(`${ago}d`)))));
    const plan = planCleanup(
      days.map((name) => index('x', { name })),
      rules(),
      { pattern, zone: berlin, now: at },
    );
    expect([today.toString(), plan.candidates.map(({ name }) => name)]).toEqual([
      today.toString(),
      [days[2], days[1]].sort(),
    ]);
  }
});

test.each<[string, Partial<IndexTraits>, string]>([
  ['closed', { open: false }, 'it is closed, so it cannot be proven to be in a backup'],
  [
    'read-only',
    { blocks: { write: false, readOnly: true, onlyDelete: false } },
    'it is read-only (index.blocks.read_only), so it cannot be deleted',
  ],
  ['of a data stream', { dataStream: 'logs' }, 'it belongs to the data stream logs'],
  [
    'the write index of an alias',
    { aliases: [{ name: 'logs', isWriteIndex: true }] },
    'what is written to the alias logs goes into it',
  ],
  ['the only index of an alias', { aliases: [{ name: 'logs' }] }, 'what is written to the alias logs goes into it'],
  [
    'restored for a while',
    { aliases: [{ name: 'logkeep-expires-2019.12.01', isWriteIndex: false }] },
    'it was restored, and goes when its own time is over',
  ],
  ['not of the pattern', { name: 'ks-logstash-log-2019.11' }, 'its name is no day of the pattern'],
])('an old index that is %s stays', (_, different, reason) => {
  expect(reasonFor(index('11.01', different))).toBe(reason);
});

test('an alias that only reads many indices keeps none of them', () => {
  const aliases = [{ name: 'all-logs' }];
  expect(reasonFor(index('11.01', { aliases }), [index('11.02', { aliases })])).toBeNull();
  expect(reasonFor(index('11.01', { aliases: [{ name: 'one', isWriteIndex: false }] }))).toBeNull();
});

test('an index that a run has sealed before may go', () => {
  const sealed = {
    aliases: [{ name: 'logkeep-sealed', isWriteIndex: false }],
    blocks: { write: true, readOnly: false, onlyDelete: false },
  };
  expect(reasonFor(index('11.01', sealed))).toBeNull();
});

test.each([
  ['a third of what is there', undefined, 9, 3],
  ['one of few', undefined, 2, 1],
  ['at most 20', undefined, 90, 20],
  ['what the file says', 50, 90, 50],
  ['none, if the file says so', 0, 90, 0],
])('how many may go unasked: %s', (_, maxDeletions, indices, unasked) => {
  const many = Array.from({ length: indices }, (__, n) => index('x', { name: pattern.indexOf(dayNumber(n)) }));
  const plan = planCleanup(many, rules(maxDeletions === undefined ? {} : { maxDeletions }), context);
  expect(plan.unasked).toBe(unasked);
});

function dayNumber(n: number): Day {
  return shanghai.dayAt(new Date(now.getTime() - n * 86_400_000));
}

const someIndices = fc.uniqueArray(
  fc
    .record({ ago: fc.integer({ min: -2, max: 400 }), open: fc.boolean(), alias: fc.boolean() })
    .map(({ ago, open, alias }) =>
      index('x', {
        name: pattern.indexOf(dayNumber(ago)),
        open,
        aliases: alias ? [{ name: 'w', isWriteIndex: true }] : [],
      }),
    ),
  { selector: ({ name }) => name, maxLength: 40 },
);
const ages = fc.integer({ min: 2, max: 300 }).map((days) => TimeSpan.parse(`${days}d`));

test('every index is decided once, whatever the order', () => {
  fc.assert(
    fc.property(someIndices, ages, fc.func(fc.integer()), (indices, maxAge, key) => {
      const plan = planCleanup(indices, rules({ maxAge }), context);
      const shuffled = [...indices].sort((a, b) => key(a.name) - key(b.name));
      expect(planCleanup(shuffled, rules({ maxAge }), context)).toEqual(plan);
      const decided = [...plan.candidates, ...plan.kept].map(({ name }) => name).sort();
      expect(decided).toEqual(indices.map(({ name }) => name).sort());
    }),
  );
});

test('a longer maxAge never lets more go', () => {
  fc.assert(
    fc.property(someIndices, ages, ages, (indices, one, other) => {
      const [shorter, longer] = one.compareTo(other) <= 0 ? [one, other] : [other, one];
      const names = (maxAge: TimeSpan) =>
        planCleanup(indices, rules({ maxAge }), context).candidates.map(({ name }) => name);
      expect(names(shorter)).toEqual(expect.arrayContaining(names(longer)));
    }),
  );
});

describe('filters', () => {
  const filters: CleanupRules['filters'] = [{ filtertype: 'pattern', kind: 'suffix', value: '11.01', exclude: false }];
  const facts = (name: string) => ({ name, open: true, primaryShards: 5, replicas: 1, aliases: [] });
  const planned = (days: string[], different: Partial<IndexTraits> = {}) => {
    const indices = days.map((day) => index(day, different));
    return planCleanup(
      indices,
      { filters, approveWithin: TimeSpan.parse('1h') },
      { ...context, facts: indices.map(({ name }) => facts(name)) },
    );
  };

  test('choose in place of an age, and say why', () => {
    const { candidates, kept } = planned(['11.01', '11.02']);
    expect(candidates.map(({ name }) => name)).toEqual(['ks-logstash-log-2019.11.01']);
    expect([candidates[0]?.reason, kept[0]?.reason]).toEqual([
      expect.stringMatching(/^by the filters it /),
      expect.stringMatching(/^by the filters it /),
    ]);
  });

  test('do not reach what never goes, nor what they have not seen', () => {
    expect(planned(['11.01'], { open: false }).candidates).toEqual([]);
    expect(planCleanup([index('11.01')], { filters, approveWithin: TimeSpan.parse('1h') }, context)).toMatchObject({
      candidates: [],
      kept: [{ reason: 'the filters have not seen it' }],
    });
  });
});
