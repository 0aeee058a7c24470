import { parseSpeed, speedSetting } from '../../src/planning/speed';

test.each([
  ['20MB', '20971520b'],
  ['20 MB/s', '20971520b'],
  ['1kB', '1024b'],
  ['1.5GiB', '1610612736b'],
])('%s is %s for Elasticsearch', (text, setting) => {
  expect(speedSetting(parseSpeed(text))).toBe(setting);
});

test.each(['0MB', '100B', '20', '20m', 'fast', ''])('%p is refused', (text) => {
  expect(() => parseSpeed(text)).toThrow(/such as/);
});
