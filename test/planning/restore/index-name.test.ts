import { whyNoIndexName } from '../../../src/planning/restore/index-name';

test.each(['ks-logstash-log-2019.11.12', '.kibana_1', 'a', 'tag-$1-x', 'a'.repeat(255), 'логи-2019'])(
  '%s is a name',
  (name) => {
    expect(whyNoIndexName(name)).toBeNull();
  },
);

test.each<[string, string]>([
  ['', 'it is empty'],
  ['.', 'it is the name of a folder'],
  ['..', 'it is the name of a folder'],
  ['-a', 'it starts with "-"'],
  ['_a', 'it starts with "_"'],
  ['+a', 'it starts with "+"'],
  ['Logs', 'it has capital letters'],
  ['a b', 'it has a space'],
  ['a\tb', 'it has a space'],
  ...['\\', '/', '*', '?', '"', '<', '>', '|', ',', '#', ':'].map((bad): [string, string] => [
    `a${bad}b`,
    `it contains "${bad}"`,
  ]),
  ['a'.repeat(256), 'it is 256 bytes long, and 255 are the most'],
  ['ü'.repeat(128), 'it is 256 bytes long'],
])('%j is none', (name, why) => {
  expect(whyNoIndexName(name)).toContain(why);
});
