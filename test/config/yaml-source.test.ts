import fc from 'fast-check';
import { ConfigError } from '../../src/config/problem';
import { YamlSource } from '../../src/config/yaml-source';
import { clusterWith, problemsIn, read, refusalOf } from './written';

test.each([
  ['a key that stands twice', 'a: 1\nb: 2\na: 3\n', 'line 3, column 1: this key is already there: keep one of the two'],
  [
    'a cluster that stands twice',
    `${clusterWith()}  kubesphere: {}\n`,
    'line 4, column 3: this key is already there: keep one of the two',
  ],
  ['a tab', 'a:\n\tb: 1\n', 'line 2, column 1: Tabs are not allowed as indentation'],
  ['a second document', 'a: 1\n---\nb: 2\n', 'line 2, column 1: a second document starts here: keep everything in one'],
  ['a list as a key', '? [a]\n: 1\n', 'line 1, column 3: a key must be a text'],
  [
    'an alias of nothing',
    'a: *b\n',
    'line 1, column 4: refers (*) to an anchor that the file does not have: put quotes around a text that starts with *',
  ],
])('%s is found in its line and column', (_, text, problem) => {
  expect(problemsIn(text)).toEqual([problem]);
});

test('all faults of the YAML are told at once', () => {
  expect(problemsIn('a: 1\na: 2\nb: 1\nb: 2\n')).toHaveLength(2);
});

test('a place that the file does not have is that of its nearest parent', () => {
  const source = YamlSource.parse('a:\n  b: {c: 1}\n', 'logkeep.yaml');
  expect(source.place(['a', 'b', 'c'])).toBe('a.b.c (line 2, column 7)');
  expect(source.place(['a', 'b', 'x', 'y'])).toBe('a.b.x.y (line 2, column 3)');
  expect(source.place(['x'])).toBe('x');
});

test('a byte order mark and Windows line ends do no harm', () => {
  expect(read(`\u{feff}${clusterWith('timezone: Asia/Shanghai').replaceAll('\n', '\r\n')}`).clusters).toHaveLength(1);
});

test('whatever the text, the answer is a configuration or a ConfigError', () => {
  const pieces = fc.constantFrom(
    'clusters',
    'a',
    ': ',
    ':',
    '\n',
    '\n  ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '*',
    '&',
    '!',
    '|',
    '>',
    '%',
    '@',
    '#',
    '\t',
    '---',
    '? ',
    '<<',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
      expect(() => {
        try {
          read(parts.join(''));
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
        }
      }).not.toThrow();
    }),
    { numRuns: 500 },
  );
});

test('a password typed into the file by mistake is not in the message, however it breaks the YAML', () => {
  const marks = fc.string({ unit: fc.constantFrom(...'*&!|>%@`"\'{}[],:#?-\\ux0= '), maxLength: 4 });
  fc.assert(
    fc.property(marks, marks, fc.constantFrom('password', 'apiKey', 'bearer'), (before, after, key) => {
      const secret = 'hunter2';
      // A comma or a colon can make a key of it, and keys are named.
      fc.pre(!/[{[]|: /.test(before + after));
      const { message, stack } = refusalOf(
        clusterWith('elasticsearch:', '  username: elastic', `  ${key}: ${before}${secret}${after}`),
      );
      expect(message + (stack ?? '')).not.toContain(secret);
    }),
    { numRuns: 1_000 },
  );
});
