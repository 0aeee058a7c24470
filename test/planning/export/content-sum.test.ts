import { hash } from 'node:crypto';
import fc from 'fast-check';
import { ContentSum } from '../../../src/planning/export/content-sum';

const digestOf = (text: string) => hash('sha256', text, 'buffer');
const sumOf = (texts: readonly string[]) => {
  const sum = new ContentSum();
  for (const text of texts) sum.add(digestOf(text));
  return sum.toString();
};
const texts = fc.array(fc.string(), { maxLength: 20 });

test('is the sum of the digests as numbers, modulo 2^256', () => {
  fc.assert(
    fc.property(texts, (list) => {
      const number = list.reduce((sum, text) => sum + BigInt(`0x${digestOf(text).toString('hex')}`), 0n);
      expect(sumOf(list)).toBe((number % (1n << 256n)).toString(16).padStart(64, '0'));
    }),
  );
});

test('of parts adds up to the sum of the whole, however it is cut', () => {
  fc.assert(
    fc.property(texts, texts, (some, others) => {
      expect(ContentSum.total([sumOf(some), sumOf(others)])).toBe(sumOf([...others, ...some]));
    }),
  );
});

test('counts a document that is there twice', () => {
  expect(sumOf(['a', 'a', 'b'])).not.toBe(sumOf(['b']));
});
