import { renameWithinTime } from '../../../src/activities/restoring/rename-within-time';

const indices = ['ks-logstash-log-2019.11.11', 'ks-logstash-log-2019.11.12'];

test('a pattern that would take for ever on the names is refused instead', () => {
  expect(() => renameWithinTime(indices, { pattern: '^((((.*)*)*)*)*X$', replacement: 'x' })).toThrow(
    /into\.pattern "\^\(\(\(\(\.\*\)\*\)\*\)\*\)\*X\$" takes for ever on these names/,
  );
});

test('one that is only long names them', () => {
  expect(renameWithinTime(indices, { pattern: '^([a-z]+)-([a-z]+)-([a-z]+)-', replacement: '$3-$2-' })).toEqual(
    indices.map((index) => ({ index, as: index.replace('ks-logstash-log-', 'log-logstash-') })),
  );
});
