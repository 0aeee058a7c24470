import { candidatesOf, needsStartTimes, whyChosen } from '../../../src/planning/restore/candidates';
import { snapshotOf } from '../arbitraries';

const at = (day: number) => Date.UTC(2019, 10, day);
const one = (name: string, day: number, different = {}) => snapshotOf({ name, startedAt: at(day), ...different });
const all = [one('a', 11), one('b', 12), one('c', 13, { state: 'PARTIAL' })];
const names = (wish: Parameters<typeof candidatesOf>[1]) => candidatesOf(all, wish).snapshots.map(({ name }) => name);

test('without a wish every snapshot may be restored from', () => {
  expect(names({})).toEqual(['a', 'b', 'c']);
});

test('a snapshot that was named is the only one', () => {
  expect(names({ snapshot: 'a' })).toEqual(['a']);
});

test('the latest is the newest that succeeded', () => {
  expect(names({ snapshot: 'latest' })).toEqual(['b']);
});

test('what a restore has only kept of an index that it replaced has to be asked for by name', () => {
  const kept = one('logkeep-kept-0123456789ab-ks-logstash-log-2019.11.12', 14);
  const chosen = (wish: Parameters<typeof candidatesOf>[1]) =>
    candidatesOf([...all, kept], wish).snapshots.map(({ name }) => name);
  expect(chosen({})).toEqual(['a', 'b', 'c']);
  expect(chosen({ snapshot: 'latest' })).toEqual(['b']);
  expect(chosen({ snapshot: kept.name })).toEqual([kept.name]);
});

test('what began later than asked for is left out, to the millisecond', () => {
  expect(names({ asOf: at(12) })).toEqual(['a', 'b']);
  expect(names({ asOf: at(12) - 1 })).toEqual(['a']);
  expect(names({ asOf: at(12) - 1, snapshot: 'latest' })).toEqual(['a']);
});

test('a snapshot whose start is not known began before no time', () => {
  const undated = one('undated', 1);
  delete undated.startedAt;
  expect(candidatesOf([undated], { asOf: at(30) }).snapshots).toEqual([]);
  expect(candidatesOf([undated], {}).snapshots).toHaveLength(1);
});

test.each<[string, typeof all, Parameters<typeof candidatesOf>[1], RegExp]>([
  ['there are none', [], {}, /^the repository holds no snapshots$/],
  ['all are later', all, { asOf: at(1) }, /^no snapshot began not after 2019-11-01T00:00:00.000Z$/],
  ['none succeeded', [one('c', 1, { state: 'FAILED' })], { snapshot: 'latest' }, /^no snapshot has succeeded$/],
  [
    'none succeeded by then',
    [one('c', 1, { state: 'FAILED' })],
    { snapshot: 'latest', asOf: at(2) },
    /that began not after/,
  ],
  [
    'it is misspelt',
    [one('nightly-1', 1)],
    { snapshot: 'nigthly-1' },
    /no snapshot "nigthly-1", did you mean "nightly-1"\?/,
  ],
  [
    'it is another one',
    all,
    { snapshot: 'something-else' },
    /no snapshot "something-else" \(the last by name: c, b, a\)/,
  ],
])('when %s, that is said', (_, snapshots, wish, said) => {
  const { snapshots: found, problems } = candidatesOf(snapshots, wish);
  expect(found).toEqual([]);
  expect(problems).toEqual([expect.stringMatching(said)]);
});

test('start times are read only where they decide', () => {
  expect([{}, { snapshot: 'a' }, { snapshot: 'latest' }, { asOf: 1 }].map(needsStartTimes)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('why a snapshot was chosen is said', () => {
  expect(whyChosen({}, 1)).toBe('the newest that holds it whole');
  expect(whyChosen({}, 2)).toBe('the newest that holds them whole');
  expect(whyChosen({ snapshot: 'a' }, 1)).toBe('asked for by name');
  expect(whyChosen({ snapshot: 'latest' }, 1)).toBe('the latest that succeeded');
  expect(whyChosen({ asOf: at(1) }, 1)).toContain('and began not after 2019-11-01');
});
