import { keepingAdditions, otherRegistrations, repositoryDifferences } from '../../src/planning/repository-difference';

const fs = (settings: Record<string, string>) => ({ type: 'fs', settings });
const s3 = (settings: Record<string, string>) => ({ type: 's3', settings });
type Definition = ReturnType<typeof fs>;

test.each<[what: string, registered: Definition, wanted: Definition]>([
  ['equal', fs({ location: '/b/c' }), fs({ location: '/b/c' })],
  ['written with a slash', fs({ location: '/b/c/' }), fs({ location: '/b/c' })],
  ['relative to path.repo', fs({ location: 'c' }), fs({ location: '/b/c' })],
  ['explicit about a default', fs({ location: '/b/c', compress: 'true' }), fs({ location: '/b/c' })],
  ['silent about a default', fs({ location: '/b/c' }), fs({ location: '/b/c', compress: 'true', readonly: 'false' })],
  ['throttled by a person', fs({ location: '/b/c', max_restore_bytes_per_sec: '9mb' }), fs({ location: '/b/c' })],
  ['in other letters', fs({ location: '/b', chunk_size: '1GB' }), fs({ location: '/b', chunk_size: '1gb' })],
  ['with slashes around its keys', s3({ bucket: 'b', base_path: '/c/' }), s3({ bucket: 'b', base_path: 'c' })],
  ['without a start of its keys', s3({ bucket: 'b' }), s3({ bucket: 'b', base_path: '', client: 'default' })],
])('a repository that is %s is the wanted one', (_, registered, wanted) => {
  expect(repositoryDifferences(registered, wanted, ['/b/'])).toEqual([]);
});

test.each<[registered: Definition, wanted: Definition, differences: string[]]>([
  [s3({ bucket: 'b' }), fs({ location: '/b' }), ['it is of type s3 instead of fs']],
  [fs({ location: '/a' }), fs({ location: '/b' }), ['its location is "/a" instead of "/b"']],
  [fs({ location: 'a' }), fs({ location: '/b/a' }), ['its location is "/c/a" instead of "/b/a"']],
  [fs({}), fs({ location: '/b/a' }), ['its location is not set instead of "/b/a"']],
  [fs({ readonly: 'TRUE' }), fs({}), ['its readonly is "true" instead of "false"']],
  [s3({ bucket: 'B' }), s3({ bucket: 'b' }), ['its bucket is "B" instead of "b"']],
  [
    s3({ bucket: 'b', base_path: 'other', client: 'c' }),
    s3({ bucket: 'b', base_path: 'own', max_snapshot_bytes_per_sec: '1gb' }),
    [
      'its base_path is "other" instead of "own"',
      'its client is "c" instead of "default"',
      'its max_snapshot_bytes_per_sec is not set instead of "1gb"',
    ],
  ],
])('%j is not %j', (registered, wanted, differences) => {
  expect(repositoryDifferences(registered, wanted, ['/c'])).toEqual(differences);
});

test("registering again keeps a person's throttles, but not where it was or who might write", () => {
  const registered = fs({ location: '/a', readonly: 'true', max_restore_bytes_per_sec: '9mb', chunk_size: '1gb' });
  const wanted = fs({ location: '/b', chunk_size: '2gb' });
  expect(keepingAdditions(registered, wanted)).toEqual(
    fs({ location: '/b', chunk_size: '2gb', max_restore_bytes_per_sec: '9mb' }),
  );
  expect(keepingAdditions(s3({ bucket: 'b', chunk_size: '1gb' }), wanted)).toEqual(wanted);
});

test('other registrations of the same place are found, whatever their names, unless they only read', () => {
  const registered = {
    mine: fs({ location: '/b/logs' }),
    twin: fs({ location: 'logs', compress: 'false' }),
    reader: fs({ location: '/b/logs', readonly: 'true' }),
    neighbour: fs({ location: '/b/other' }),
    inside: fs({ location: '/b/logs/deeper' }),
    bucket: s3({ bucket: 'b' }),
    'bucket-twin': s3({ bucket: 'b', base_path: '/' }),
  };
  expect(otherRegistrations(registered, 'mine', registered.mine, ['/b'])).toEqual(['twin']);
  expect(otherRegistrations(registered, 'bucket', registered.bucket)).toEqual(['bucket-twin']);
  expect(otherRegistrations(registered, 'new', fs({ location: '/b/new' }), ['/b'])).toEqual([]);
});
