import fc from 'fast-check';
import { didYouMean } from '../../src/planning/suggestion';

test.each([
  ['day', ['cluster', 'days'], 'days'],
  ['dyas', ['cluster', 'days'], 'days'],
  ['DAYS', ['cluster', 'days'], 'days'],
  ['taskqueue', ['taskQueue', 'healthPort'], 'taskQueue'],
  ['kubeshpere', ['kubesphere', 'staging'], 'kubesphere'],
  ['CLUSTER', ['cluster'], 'cluster'],
])('"%s" out of %j is taken for a slip of "%3$s"', (word, known, meant) => {
  expect(didYouMean(word, known)).toBe(`, did you mean "${meant}"?`);
});

test.each([
  ['password', ['cluster', 'days']],
  ['xx', ['eu', 'us']],
  ['', ['eu']],
  ['days', []],
])('"%s" out of %j is no slip, so nothing is suggested', (word, known: string[]) => {
  expect(didYouMean(word, known)).toBe('');
});

test('a single slip of the finger in a word of three letters or more is always recognised', () => {
  const words = fc.stringMatching(/^[a-z]{3,12}$/);
  fc.assert(
    fc.property(words, fc.nat(), (word, choice) => {
      const position = choice % word.length;
      expect(didYouMean(word.slice(0, position) + word.slice(position + 1), [word])).toContain(`"${word}"`);
    }),
  );
});
