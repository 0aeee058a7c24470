import fc from 'fast-check';
import { RepositoryProblem, definitionOf, volumeFolder } from '../../src/planning/repository-definition';
import type { RepositorySettings } from '../../src/planning/repository-definition';

const mountPath = '/usr/share/elasticsearch/backup';
const wanted = (different: Partial<RepositorySettings> = {}): RepositorySettings => ({
  ...{ name: 'ks-log-snapshots', type: 'fs', mountPath, readonly: false, settings: {} },
  ...different,
});
const at = (location: string) => wanted({ location });

test.each<[what: string, settings: RepositorySettings, location: string, folder: string]>([
  ['its own folder by default', wanted(), `${mountPath}/kubesphere`, 'kubesphere'],
  ['a folder by name', at('logs'), `${mountPath}/logs`, 'logs'],
  ['a folder in a folder', at('teams/logs/'), `${mountPath}/teams/logs`, 'teams/logs'],
  ['a folder by its full path', at(`${mountPath}/logs`), `${mountPath}/logs`, 'logs'],
  ['the volume itself, as the article has it', at(mountPath), mountPath, ''],
  ['the volume itself with a slash', at(`${mountPath}/`), mountPath, ''],
  ['a mount path with a slash', wanted({ mountPath: `${mountPath}/` }), `${mountPath}/kubesphere`, 'kubesphere'],
  ['slashes that were typed twice', at(`${mountPath}//a//b`), `${mountPath}/a/b`, 'a/b'],
])('an fs repository lies in %s', (_, settings, location, folder) => {
  expect(definitionOf(settings, 'kubesphere')).toEqual({ type: 'fs', settings: { location } });
  expect(volumeFolder(settings, 'kubesphere')).toBe(folder);
});

test.each<[what: string, location: string, problem: RegExp]>([
  ['outside of the mount', '/mnt/other', /"\/mnt\/other" lies outside of \/usr\/share\/elasticsearch\/backup/],
  ['beside the mount under a similar name', `${mountPath}-2/logs`, /lies outside/],
  ['above the mount', '/usr/share', /lies outside/],
  ['with a way up', 'logs/../other', /must not contain/],
  ['with a way up behind the mount', `${mountPath}/../data`, /must not contain/],
  ['of nothing', '', /is empty/],
  ['of spaces', '  ', /is empty/],
])('a location %s is refused', (_, location, problem) => {
  expect(() => definitionOf(at(location), 'kubesphere')).toThrow(RepositoryProblem);
  expect(() => definitionOf(at(location), 'kubesphere')).toThrow(problem);
  expect(() => volumeFolder(at(location), 'kubesphere')).toThrow(problem);
});

test('whatever the location, an fs repository never lies outside of the mount', () => {
  const part = fc.constantFrom('..', '.', '', 'logs', mountPath, ' ', '/');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      let location: string | undefined;
      try {
        location = definitionOf(at(parts.join('/')), 'c').settings['location'];
      } catch (error) {
        expect(error).toBeInstanceOf(RepositoryProblem);
        return;
      }
      expect(location === mountPath || location?.startsWith(`${mountPath}/`)).toBe(true);
      expect(location).not.toMatch(/\/\.\.?(\/|$)|\/\/|\/$/);
    }),
  );
});

test.each<[type: string, different: Partial<RepositorySettings>, settings: Record<string, string>]>([
  ['s3', { settings: { bucket: 'b', client: 'c' } }, { bucket: 'b', client: 'c', base_path: 'kubesphere' }],
  ['s3', { settings: { bucket: 'b' }, location: '/teams/logs/' }, { bucket: 'b', base_path: 'teams/logs' }],
  ['s3', { settings: { bucket: 'b', base_path: '' } }, { bucket: 'b', base_path: '' }],
  ['gcs', { settings: { bucket: 'b' } }, { bucket: 'b', base_path: 'kubesphere' }],
  ['azure', { settings: { container: 'c' } }, { container: 'c', base_path: 'kubesphere' }],
  ['hdfs', { settings: { uri: 'hdfs://n' } }, { uri: 'hdfs://n', path: 'kubesphere' }],
  ['url', { settings: { url: 'https://u' } }, { url: 'https://u' }],
  ['of-a-plugin', { settings: { some: 'thing' } }, { some: 'thing' }],
  ['fs', { settings: { compress: 'false' } }, { compress: 'false', location: `${mountPath}/kubesphere` }],
  ['fs', { readonly: true }, { readonly: 'true', location: `${mountPath}/kubesphere` }],
])('a repository of type %s with %j is registered as %j', (type, different, settings) => {
  expect(definitionOf(wanted({ type, ...different }), 'kubesphere')).toEqual({ type, settings });
});

test.each<[what: string, different: Partial<RepositorySettings>, problems: RegExp[]]>([
  ['a bucket', { type: 's3' }, [/settings\.bucket is missing/]],
  ['an address', { type: 'url', settings: { url: '' } }, [/settings\.url is missing/]],
  ['one place', { settings: { location: '/x' } }, [/settings\.location is decided by repository\.location/]],
  [
    'one place in a bucket',
    { type: 'gcs', location: 'a', settings: { bucket: 'b', base_path: 'c' } },
    [/settings\.base_path is decided by/],
  ],
  ['one word on writing', { settings: { readonly: 'true' } }, [/settings\.readonly is decided by/]],
  [
    'everything, told at once',
    { type: 's3', location: '..', settings: { readonly: 'true' } },
    [/bucket/, /readonly/, /must not contain/],
  ],
])('a definition needs %s', (_, different, problems) => {
  for (const problem of problems) expect(() => definitionOf(wanted(different), 'c')).toThrow(problem);
});
