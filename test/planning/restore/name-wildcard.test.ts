import fc from 'fast-check';
import { matching } from '../../../src/planning/restore/name-wildcard';

const names = [
  'ks-logstash-log-2019.11.11',
  'ks-logstash-log-2019.11.12',
  'ks-logstash-events-2019.11.12',
  '.kibana_1',
];

test.each<[string, string[]]>([
  ['ks-logstash-log-2019.11.11', [names[0] ?? '']],
  ['ks-logstash-log-*', names.slice(0, 2)],
  ['*-2019.11.12', names.slice(1, 3)],
  ['ks-*-log-*.11', [names[0] ?? '']],
  ['*', names.slice(0, 3)],
  ['.*', ['.kibana_1']],
  ['**', names.slice(0, 3)],
  ['ks-logstash-log', []],
  ['ks-logstash-log-2019?11?11', []],
  ['ks-logstash-log-2019.11.11*11', []],
])('%s means %j', (expression, meant) => {
  expect(matching(expression, names)).toEqual(meant);
});

test("logkeep's own indices are never meant", () => {
  const own = ['logkeep-ledger-kubesphere', 'logkeep-kept-0123abcd-x', 'logkeep-proof-1'];
  for (const expression of ['*', 'logkeep-*', ...own]) expect(matching(expression, own)).toEqual([]);
});

test('it finds what a regular expression of the same meaning finds', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  const plain = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(text, plain, (expression, name) => {
      const meant = new RegExp(`^${expression.replaceAll('*', '.*')}$`).test(name);
      expect(matching(expression, [name])).toEqual(meant ? [name] : []);
    }),
  );
});

test('many stars do not make it slow', () => {
  const start = Date.now();
  expect(matching(`${'a*'.repeat(120)}b`, ['a'.repeat(250)])).toEqual([]);
  expect(Date.now() - start).toBeLessThan(1_000);
});
