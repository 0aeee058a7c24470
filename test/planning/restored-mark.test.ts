import fc from 'fast-check';
import { Expiry } from '../../src/planning/expiry';
import { aliasOf, readMark } from '../../src/planning/restored-mark';
import { arbitraryContent, from, held, over, traitsOf } from './restored-builders';

const anyText = fc.string({ unit: 'grapheme', minLength: 1 });

test('is one alias, with a note that a person can read', () => {
  expect(aliasOf({ expires: over, from, content: held })).toEqual({
    name: 'logkeep-expires-2026.12.07-08.00.00z',
    indexRouting:
      'cluster=kubesphere&snapshot=snapshot-20191113010000&index=ks-logstash-log-2019.11.12' +
      '&run=restore-kubesphere-20261130T080000.000Z&uuid=u-1&documents=52&shards=5&operations=60',
  });
  expect(aliasOf({ expires: Expiry.never })).toEqual({ name: 'logkeep-expires-never' });
});

test('comes back as it was, whatever the names are, and its note has no comma, which a routing may not have', () => {
  const origin = fc.record({ cluster: anyText, snapshot: anyText, index: anyText, run: anyText });
  fc.assert(
    fc.property(origin, arbitraryContent, (said, content) => {
      const mark = { expires: over, from: said, content };
      expect(aliasOf(mark).indexRouting).not.toMatch(/[,\s]/);
      expect(readMark(traitsOf(mark))).toEqual(mark);
    }),
  );
});

test('an index without one is none', () => {
  expect(readMark({ aliases: [{ name: 'logkeep-sealed' }, { name: 'audit' }] })).toBeNull();
});

test.each([
  ['of two the later counts', ['2026.12.07-08.00.00z', '2026.12.09-08.00.00z'], '2026-12-09T08:00:00Z'],
  ['never beats any moment', ['2026.12.07-08.00.00z', 'never'], 'never'],
  ['what cannot be read counts as never', ['2026.12.07-08.00.00z', '2026.12.09'], 'never'],
])('%s', (_, stamps, expires) => {
  const aliases = stamps.map((stamp) => ({ name: `logkeep-expires-${stamp}` }));
  expect(readMark({ aliases })?.expires.toString()).toBe(expires);
  expect(readMark({ aliases: aliases.reverse() })?.expires.toString()).toBe(expires);
});

test.each([
  'documents=52',
  'uuid=u&documents=52&shards=5',
  'uuid=u&documents=5e1&shards=5&operations=60',
  'uuid=u&documents=-1&shards=5&operations=60',
  'uuid=%&documents=1&shards=5&operations=60',
  'cluster=kubesphere&snapshot=s',
  'user-17',
  '',
])('a note that lacks something tells nothing: %p', (indexRouting) => {
  expect(readMark({ aliases: [{ name: over.alias, indexRouting }] })).toEqual({ expires: over });
});
