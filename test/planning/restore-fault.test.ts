import { restoreFault } from '../../src/planning/restore-fault';

test.each([
  ['failed recovery; nested: IOException[No space left on device]', /disk of a data node is full/],
  ['nested: NoSuchFileException[/backup/indices/x/0/__3]', /gone from the repository/],
  ['nested: CorruptIndexException[checksum failed (hardware problem?)]', /damaged in the repository/],
  ['nested: AccessDeniedException[/backup/indices/x]', /cannot read the repository/],
  // Seen on 6.7.0, whose security manager lets it look for a lost folder nowhere else.
  [
    'nested: AccessControlException[access denied ("java.io.FilePermission" "/backup" "read")]',
    /cannot read the repository/,
  ],
])('%s', (words, meaning) => {
  expect(restoreFault(words)).toMatch(meaning);
  expect(restoreFault(words)).toContain(words.split('nested: ')[1]);
});

test('what nobody knows is told in the words of the server, and not in pages of them', () => {
  expect(restoreFault('something   odd\n happened')).toBe('something odd happened');
  expect(restoreFault('x'.repeat(10_000)).length).toBeLessThan(500);
});
