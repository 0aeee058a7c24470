import fc from 'fast-check';
import { IndexPattern } from '../../../src/planning/index-pattern';
import { groupByRename, renameRequest } from '../../../src/planning/restore/rename-request';
import { checkRenames, renameAll, whyNoPattern } from '../../../src/planning/restore/renaming';
import type { Rename, Renaming } from '../../../src/planning/restore/renaming';

const days = new IndexPattern('ks-logstash-log-%Y.%m.%d');
const indices = ['ks-logstash-log-2019.11.11', 'ks-logstash-log-2019.11.12'];
const check = (renaming: Renaming, some = indices) => checkRenames(renameAll(some, renaming), renaming, days);

test.each<[Renaming, string]>([
  [{}, 'ks-logstash-log-2019.11.11'],
  [{ prefix: 'restored-' }, 'restored-ks-logstash-log-2019.11.11'],
  [{ suffix: '-again' }, 'ks-logstash-log-2019.11.11-again'],
  [{ prefix: 'a-', suffix: '-$1' }, 'a-ks-logstash-log-2019.11.11-$1'],
  [{ pattern: '^ks-logstash-log-(.*)$', replacement: 'audit-$1' }, 'audit-2019.11.11'],
  [{ pattern: 'logstash', replacement: 'old' }, 'ks-old-log-2019.11.11'],
])('%j names anew', (renaming, as) => {
  expect(renameAll(indices, renaming)[0]).toEqual({ index: indices[0], as });
  expect(check(renaming).problems).toEqual([]);
});

test.each<[string, Renaming, RegExp[]]>([
  [
    'matches nothing',
    { pattern: '^nginx-', replacement: 'x-' },
    [/does not change the names of ks-logstash-log-2019\.11\.11, ks-/],
  ],
  ['makes the same name', { pattern: 'log', replacement: 'log' }, [/does not change the names/]],
  [
    'makes one name of two',
    { pattern: '\\d\\d$', replacement: 'xx' },
    [/ks-logstash-log-2019\.11\.11, ks-logstash-log-2019\.11\.12 would all become ks-logstash-log-2019\.11\.xx/],
  ],
  [
    'makes capitals',
    { pattern: '^ks', replacement: 'KS' },
    [/cannot become "KS-.*11": it has capital letters/, /12": it has capital/],
  ],
  ['makes an empty name', { pattern: '^.*$', replacement: '' }, [/would all become : /, /it is empty/, /it is empty/]],
  [
    'takes the names of logkeep',
    { prefix: 'logkeep-kept-' },
    [/names that begin with "logkeep-" are its own/, /its own/],
  ],
  ['makes names too long', { suffix: `-${'x'.repeat(250)}` }, [/bytes long/, /bytes long/]],
])('a renaming that %s is refused with the names', (_, renaming, said) => {
  const { problems } = check(renaming);
  expect(problems).toHaveLength(said.length);
  said.forEach((words, one) => expect(problems[one]).toMatch(words));
});

test('a name that another day has comes with a warning', () => {
  const { problems, warnings } = check({ pattern: '11$', replacement: '13' }, indices.slice(0, 1));
  expect(problems).toEqual([]);
  expect(warnings).toEqual([
    expect.stringMatching(
      /ks-logstash-log-2019\.11\.11 becomes ks-logstash-log-2019\.11\.13, which is the name of a day/,
    ),
  ]);
  expect(check({ prefix: 'restored-' }).warnings).toEqual([]);
});

test.each<[string, RegExp]>([
  ['(', /is not a regular expression/],
  ['a'.repeat(201), /longer than 200 characters/],
  ['[z-a]', /is not a regular expression/],
])('%s is no pattern', (pattern, why) => {
  expect(whyNoPattern(pattern)).toMatch(why);
});

/** What Java's `name.replaceAll(pattern, replacement)` does with the few forms that are sent. */
function asJava(name: string, { pattern, replacement }: { pattern: string; replacement: string }): string {
  const group = pattern === '^(.+)$' ? name : null;
  expect(['^(.+)$', '^.+$']).toContain(pattern);
  return replacement.replace(/\\(.)|\$1/g, (_, literal: string | undefined) => literal ?? group ?? '');
}

const name = fc.string({ unit: fc.constantFrom('a', 'b', '$', '1', '-', '.'), minLength: 1, maxLength: 8 });
const renames = fc.uniqueArray(fc.record({ index: name, as: name }), { selector: ({ index }) => index, maxLength: 8 });

test('what is sent gives every index the name that was shown, and each is sent once', () => {
  const ways = fc.oneof(
    renames,
    fc
      .record({ some: renames, prefix: name, suffix: name })
      .map(({ some, prefix, suffix }) =>
        some.map(({ index }): Rename => ({ index, as: `${prefix}${index}${suffix}` })),
      ),
  );
  fc.assert(
    fc.property(ways, (mapping) => {
      const groups = groupByRename(mapping);
      expect(
        groups
          .flat()
          .map(({ index }) => index)
          .sort(),
      ).toEqual(mapping.map(({ index }) => index).sort());
      for (const group of groups) {
        const request = renameRequest(group);
        for (const { index, as } of group) expect(request === undefined ? index : asJava(index, request)).toBe(as);
      }
    }),
  );
});

test('indices with the same letters around their names need one request', () => {
  expect(groupByRename(renameAll(indices, { prefix: 'a-', suffix: '-b' }))).toHaveLength(1);
  expect(groupByRename(renameAll(indices, {}))).toHaveLength(1);
  expect(renameRequest(renameAll(indices, {}))).toBeUndefined();
  expect(groupByRename(renameAll(indices, { pattern: 'logstash', replacement: 'old' }))).toHaveLength(2);
});
