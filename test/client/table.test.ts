import fc from 'fast-check';
import { table } from '../../src/client/table';

test('columns are as wide as their widest cell, two spaces apart, without spaces at the end', () => {
  expect(
    table(
      ['NAME', 'STATE'],
      [
        ['a', 'SUCCESS'],
        ['snapshot-1', ''],
      ],
    ),
  ).toBe(['NAME        STATE', 'a           SUCCESS', 'snapshot-1'].join('\n'));
});

test('a table without rows is its head', () => {
  expect(table(['NAME', 'STATE'], [])).toBe('NAME  STATE');
});

test('every cell of a column starts at the same place', () => {
  const cell = fc.stringMatching(/^[a-z0-9]{1,12}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell)), (rows) => {
      const lines = table(['A', 'B', 'C'], rows).split('\n');
      const starts = lines.map((line) => [...line.matchAll(/\S+/g)].map(({ index }) => index));
      expect(new Set(starts.map((line) => line.join())).size).toBe(1);
      expect(lines).toHaveLength(rows.length + 1);
    }),
  );
});
