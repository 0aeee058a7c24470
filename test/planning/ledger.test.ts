import { ledgerLines } from '../../src/planning/ledger';

test('a ledger tells what each index held, and whether it could still change', () => {
  const content = (name: string) => ({ name, uuid: `u-${name}`, documents: 3, bytes: 9, shards: 1, operations: 4 });
  const lines = ledgerLines(
    new Map([
      ['old', content('old')],
      ['new', content('new')],
    ]),
    ['old'],
  );
  expect(lines).toEqual({
    old: { uuid: 'u-old', documents: 3, bytes: 9, shards: 1, operations: 4, sealed: true },
    new: { uuid: 'u-new', documents: 3, bytes: 9, shards: 1, operations: 4, sealed: false },
  });
});
