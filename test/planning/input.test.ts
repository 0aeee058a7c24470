import fc from 'fast-check';
import { z } from 'zod';
import { InvalidInput, parseInput } from '../../src/planning/input';

const schema = z.strictObject({
  cluster: z.string('is missing'),
  days: z.array(z.string('must be a text')).min(1, 'must name at least one day'),
  most: z.int('must be a whole number').default(100),
});
const example = { cluster: 'kubesphere', days: ['2019-11-12'] };
const read = (raw: unknown) => parseInput('restore', schema, raw, example);

function refusalOf(raw: unknown): InvalidInput {
  try {
    read(raw);
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error('The input was accepted');
}

test('a correct input is returned with its defaults filled in', () => {
  expect(read(example)).toEqual({ ...example, most: 100 });
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['an array', ['kubesphere']],
  ['a string', 'kubesphere'],
  ['a string', '{"cluster": "kubesphere"}'],
  ['a number', 2019],
  ['a boolean', true],
])('%s (%j) is refused as not being one JSON object', (kind, raw) => {
  expect(refusalOf(raw).problems).toEqual([`expected one JSON object, got ${kind}`]);
});

test.each<[string, unknown, string[]]>([
  ['an empty object', {}, ['cluster: is missing', expect.stringMatching(/^days: /) as string]],
  ['an empty list', { cluster: 'a', days: [] }, ['days: must name at least one day']],
  ['a wrong element', { cluster: 'a', days: ['x', 7] }, ['days[1]: must be a text']],
  ['a slip in a key', { ...example, moast: 5 }, ['unknown key "moast", did you mean "most"?']],
  ['a foreign key', { ...example, password: 'x' }, ['unknown key "password" (known: cluster, days, most)']],
  [
    'everything at once',
    { clutser: 'a', days: [1], most: 1.5 },
    [
      'cluster: is missing',
      'days[0]: must be a text',
      'most: must be a whole number',
      'unknown key "clutser", did you mean "cluster"?',
    ],
  ],
])('%s is refused with every problem and its place', (_, raw, problems) => {
  expect(refusalOf(raw).problems).toEqual(problems);
});

test('the message names the operation, all problems, and an example to copy', () => {
  expect(refusalOf({ cluster: 'a', days: [], day: 1 }).message).toBe(
    'The input of restore is not valid: days: must name at least one day; unknown key "day", did you mean "days"?. ' +
      'A correct example: {"cluster":"kubesphere","days":["2019-11-12"]}',
  );
});

test('a rule about the whole object is told in its own words', () => {
  const either = z.strictObject({ days: z.string().optional() }).refine(({ days }) => days !== undefined, 'give days');
  expect(() => parseInput('restore', either, {}, {})).toThrow('is not valid: give days. A correct');
});

test('whatever is typed is either accepted or refused with a problem and the example', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (raw) => {
      const accepted = schema.safeParse(raw).success;
      if (accepted) return;
      const { problems, message } = refusalOf(raw);
      expect(problems.length).toBeGreaterThan(0);
      expect(message).toContain(JSON.stringify(example));
    }),
  );
});

test('the value behind an unknown key is not repeated', () => {
  expect(refusalOf({ ...example, password: 'hunter2' }).message).not.toContain('hunter2');
});
