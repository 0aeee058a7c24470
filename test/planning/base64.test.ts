import fc from 'fast-check';
import { fromBase64, toBase64 } from '../../src/planning/base64';

test('any text is encoded as Node and kubectl do it, and comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      expect(toBase64(text)).toBe(Buffer.from(text).toString('base64'));
      expect(fromBase64(toBase64(text))).toBe(text);
    }),
  );
});

test('a text as long as a Secret may be is no problem', () => {
  const text = '日志 '.repeat(100_000);
  expect(fromBase64(toBase64(text)) === text).toBe(true);
});

test('what is no base64 is refused', () => {
  expect(() => fromBase64('%%%')).toThrow(DOMException);
});
