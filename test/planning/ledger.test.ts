import { ledgerLines, samplesStillTrue } from '../../src/planning/ledger';

test('a ledger tells what each index held, and whether it could still change', () => {
  const content = (name: string) => ({ name, uuid: `u-${name}`, documents: 3, bytes: 9, shards: 1, operations: 4 });
  expect(ledgerLines([content('old'), content('new')], ['old'])).toEqual([
    { ...content('old'), sealed: true },
    { ...content('new'), sealed: false },
  ]);
});

describe('a sample', () => {
  const content = { name: 'logs', uuid: 'u', documents: 3, bytes: 9, shards: 1, operations: 4 };
  const sample = [{ id: 'one', sha256: 'aa' }];
  const line = { ...content, sealed: false, sample };

  test('stands in the line of its index', () => {
    expect(ledgerLines([content], [], new Map([['logs', sample]]))).toEqual([line]);
  });

  test.each<[string, object, boolean]>([
    ['as it was', {}, true],
    ['merged on disk', { bytes: 5 }, true],
    ['written to', { operations: 5 }, false],
    ['another one of that name', { uuid: 'v' }, false],
    ['gone', { name: 'other' }, false],
  ])('holds for an index %s: %s', (_, change, holds) => {
    const now = { ...content, ...change };
    expect(samplesStillTrue(new Map([[now.name, now]]), [line])).toEqual(new Map(holds ? [['logs', sample]] : []));
  });

  test('is taken anew where an older logkeep wrote none', () => {
    const old = { ...content, sealed: false };
    expect(samplesStillTrue(new Map([['logs', content]]), [old]).size).toBe(0);
  });
});
