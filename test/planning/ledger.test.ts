import { ledgerLines } from '../../src/planning/ledger';

test('a ledger tells what each index held, and whether it could still change', () => {
  const content = (name: string) => ({ name, uuid: `u-${name}`, documents: 3, bytes: 9, shards: 1, operations: 4 });
  expect(ledgerLines([content('old'), content('new')], ['old'])).toEqual([
    { ...content('old'), sealed: true },
    { ...content('new'), sealed: false },
  ]);
});
