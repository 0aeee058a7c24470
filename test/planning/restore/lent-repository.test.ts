import { lentDefinition, outsideOfPathRepo } from '../../../src/planning/restore/lent-repository';

test('another cluster reads the same place and never writes, whatever the limits of the first', () => {
  const settings = { location: '/backup/a', compress: 'true', max_restore_bytes_per_sec: '1mb', readonly: 'false' };
  expect(lentDefinition({ type: 'fs', settings }, [])).toEqual({
    type: 'fs',
    settings: { location: '/backup/a', compress: 'true', readonly: 'true' },
  });
});

test('a relative folder lies in the first one of path.repo', () => {
  const { settings } = lentDefinition({ type: 'fs', settings: { location: 'a' } }, ['/backup/', '/other']);
  expect(settings['location']).toBe('/backup/a');
});

test('a bucket is the same from anywhere', () => {
  const settings = { bucket: 'logs', base_path: 'a' };
  expect(lentDefinition({ type: 's3', settings }, []).settings).toEqual({ ...settings, readonly: 'true' });
});

test.each<[string, string[], boolean]>([
  ['/backup/a', ['/backup'], false],
  ['/backup', ['/backup/'], false],
  ['/backup-2/a', ['/backup'], true],
  ['/backup/a', [], true],
  ['/backup/a', ['/x', '/backup'], false],
])('%s with path.repo %j is outside: %s', (location, pathRepo, outside) => {
  expect(outsideOfPathRepo(location, pathRepo)).toBe(outside);
});
