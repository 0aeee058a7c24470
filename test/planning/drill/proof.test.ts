import { badMoment } from '../../../src/planning/drill/bad-moment';
import { isFailing, proofAfter } from '../../../src/planning/drill/proof';
import type { DrillFinding } from '../../../src/planning/drill/proof';
import { countProven } from '../../../src/planning/drill/proven-days';
import { seededRandom, shortId } from '../../../src/planning/drill/seeded-random';
import { originalOf, temporaryName, temporaryNames } from '../../../src/planning/drill/temporary-name';
import { IndexPattern } from '../../../src/planning/index-pattern';

const proven: DrillFinding = { outcome: 'proven', snapshot: 's1', documents: 7, sampled: 5, reasons: [] };
const differs: DrillFinding = { outcome: 'differs', snapshot: 's2', documents: 6, sampled: 5, reasons: ['it does'] };
const first = '2026-11-01T00:00:00.000Z';
const second = '2026-11-08T00:00:00.000Z';

describe('a proof', () => {
  test('stays when a later drill fails, which is told beside it', () => {
    const after = proofAfter('logs', proofAfter('logs', undefined, proven, first), differs, second);
    expect(after).toEqual({
      index: 'logs',
      last: { ...differs, at: second },
      proven: { at: first, snapshot: 's1', documents: 7, sampled: 5 },
    });
    expect(isFailing(after)).toBe(true);
  });

  test('is replaced by a newer one', () => {
    const after = proofAfter(
      'logs',
      proofAfter('logs', undefined, proven, first),
      { ...proven, snapshot: 's3' },
      second,
    );
    expect(after.proven).toMatchObject({ at: second, snapshot: 's3' });
    expect(isFailing(after)).toBe(false);
  });

  test('is none of a drill that failed', () => {
    expect(proofAfter('logs', undefined, differs, first)).not.toHaveProperty('proven');
  });
});

test('days are counted by what is known of them', () => {
  const one = { day: 'a', index: 'a', proof: proofAfter('a', undefined, proven, first) };
  const two = { day: 'b', index: 'b', proof: proofAfter('b', one.proof, differs, second) };
  const known = [one, two, { day: 'c', index: 'c' }];
  expect(countProven(known)).toEqual({
    ...{ days: 3, proven: 2, failing: 1 },
    ...{ lastDrillAt: Date.parse(second), lastProofAt: Date.parse(first), oldestProofAt: Date.parse(first) },
  });
  expect(countProven([])).toEqual({ days: 0, proven: 0, failing: 0 });
});

describe('a temporary name', () => {
  const pattern = new IndexPattern('ks-logstash-log-%Y.%m.%d');
  const name = temporaryName('ks-logstash-log-2019.11.12', shortId('drill-1'));

  test('is of the index and the run, and told from everything else', () => {
    expect(name).toMatch(/^logkeep-drill-ks-logstash-log-2019\.11\.12-[0-9a-f]{8}$/);
    expect(originalOf(name, pattern)).toBe('ks-logstash-log-2019.11.12');
    expect(temporaryNames(pattern)).toBe('logkeep-drill-ks-logstash-log-*');
    expect(pattern.dayOf(name)).toBeNull();
  });

  test.each([
    'ks-logstash-log-2019.11.12',
    'logkeep-drill-ks-logstash-log-2019.11.12',
    'logkeep-drill-ks-logstash-log-2019.13.12-01234567',
    'logkeep-drill-ks-logstash-log-mine-01234567',
    'logkeep-drill-other-2019.11.12-01234567',
    'logkeep-drill-ks-logstash-log-2019.11.12-0123456g',
    'my-logkeep-drill-ks-logstash-log-2019.11.12-01234567',
  ])('is not %s', (other) => {
    expect(originalOf(other, pattern)).toBeUndefined();
  });
});

test('chance is the same on every machine', () => {
  const random = seededRandom('drill-kubesphere');
  expect([random(), random(), random()].map((number) => number.toFixed(6))).toEqual([
    '0.296225',
    '0.439593',
    '0.162709',
  ]);
  expect(shortId('drill-kubesphere')).toBe('46e36361');
});

test.each<[string, Partial<Parameters<typeof badMoment>[0]>, RegExp[]]>([
  ['green', {}, []],
  ['yellow, as one node always is', { status: 'yellow' }, []],
  ['red', { status: 'red' }, [/is red/]],
  ['a node away', { status: 'yellow', delayedShards: 2 }, [/2 shards wait for a node/]],
  ['shards being recovered', { initializingShards: 1 }, [/1 shard is being recovered/]],
  [
    'busy',
    { operations: [{ kind: 'snapshot', snapshot: 'one' }, { kind: 'repository cleanup' }] },
    [/a snapshot is under way \(one\)$/, /a repository cleanup is under way$/],
  ],
])('%s', (_, moment, objections) => {
  const quiet = { status: 'green', initializingShards: 0, delayedShards: 0, operations: [] } as const;
  expect(badMoment({ ...quiet, ...moment })).toEqual(objections.map((one) => expect.stringMatching(one) as string));
});
