import { groupsOf, pythonRegex } from '../../../src/planning/selection/python-regex';

// What Python finds is compared with the real one in test/integration/curator.
test.each([
  ['(?>a)b', 'the group (?>a… has no equal here'],
  ['(a)?(?(1)b|c)', 'the group (?(1… has no equal here'],
  ['(?i:a)', 'the group (?i:… has no equal here'],
  ['a(?i)b', 'the group (?i)… has no equal here'],
  ['(?x)a', 'the flag x has no equal here'],
  ['a*+', 'possessive repetition has no equal here'],
  ['a**', 'it repeats a repetition'],
  ['(a)\\1', 'references back to a group mean something else here'],
  ['(?P<x>a)(?P=x)', 'references back to a group mean something else here'],
  ['[\\W]', '\\W has no equal here'],
  ['\\N{DIGIT ONE}', '\\N has no equal here'],
  ['[a', 'a bracket [ is not closed'],
  ['(a', 'it is not a valid regular expression'],
  ['*a', 'it is not a valid regular expression'],
  ['[z-a]', 'it is not a valid regular expression'],
])('%s is refused, because %s', (pattern, reason) => {
  expect(() => pythonRegex(pattern)).toThrow(`"${pattern}" cannot be used as a pattern: ${reason}`);
});

test.each([
  ['^(.*)-\\d{6}$', 1],
  ['(?P<name>a)(?:b)', 1],
  ['(a)(b)', 2],
  ['\\(a\\)', 0],
  ['(?=(a))', 1],
])('%s captures %d groups', (pattern, groups) => {
  expect(groupsOf(pythonRegex(pattern))).toBe(groups);
});
