import fc from 'fast-check';
import { nameLists } from '../../src/elasticsearch/request-line';

const names = fc.array(fc.stringMatching(/^[a-z0-9.%,ü-]{1,200}$/), { maxLength: 400 });

test('no list is too long for a request line, and no name is lost, repeated or reordered', () => {
  fc.assert(
    fc.property(names, (some) => {
      const lists = nameLists(some);
      expect(lists.every((list) => list.length <= 3_000)).toBe(true);
      expect(lists.flatMap((list) => list.split(',').map(decodeURIComponent))).toEqual(some);
    }),
  );
});

test('few names are one list', () => {
  expect(nameLists(['a', 'b c'])).toEqual(['a,b%20c']);
  expect(nameLists([])).toEqual([]);
});
