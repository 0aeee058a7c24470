import { RepositoryProblem } from '../../src/planning/repository-definition';
import type { RepositoryDefinition, RepositorySettings } from '../../src/planning/repository-definition';
import { wantedDefinition } from '../../src/planning/repository-wanted';
import { mountPath, repository } from './setup-builders';

const settingsOf = (different: Partial<RepositorySettings> = {}): RepositorySettings => ({
  ...repository,
  ...different,
});
const fs = (settings: Record<string, string>): RepositoryDefinition => ({ type: 'fs', settings });
const s3 = (settings: Record<string, string>): RepositoryDefinition => ({ type: 's3', settings });
const bucket = settingsOf({ type: 's3', settings: { bucket: 'b' } });
const usable = true;

const wanted = (
  settings: RepositorySettings,
  registered: RepositoryDefinition | null,
  isUsable: boolean = usable,
): RepositoryDefinition => wantedDefinition(settings, 'kubesphere', registered, isUsable);

const byDefault = fs({ location: `${mountPath}/kubesphere` });

test('where nothing is registered, the place is the cluster’s own', () => {
  expect(wanted(settingsOf(), null)).toEqual(byDefault);
  expect(wanted(bucket, null)).toEqual(s3({ bucket: 'b', base_path: 'kubesphere' }));
});

describe('the place of snapshots that are there', () => {
  test.each<[string, RepositorySettings, RepositoryDefinition]>([
    ['the volume itself, as the article has it', settingsOf(), fs({ location: mountPath })],
    ['a folder of the volume', settingsOf(), fs({ location: `${mountPath}/2019` })],
    ['a folder outside of the volume', settingsOf(), fs({ location: '/mnt/nas/logs' })],
    ['a relative folder', settingsOf(), fs({ location: 'logs' })],
    ['a start of keys', bucket, s3({ bucket: 'b', base_path: 'old' })],
    ['a whole bucket', bucket, s3({ bucket: 'b' })],
    [
      'a path of HDFS',
      settingsOf({ type: 'hdfs', settings: { uri: 'hdfs://n:8020' } }),
      { type: 'hdfs', settings: { uri: 'hdfs://n:8020', path: 'old' } },
    ],
  ])('stays: %s', (_, settings, registered) => {
    expect(wanted(settings, registered)).toEqual(registered);
  });

  test('stays in the volume also while no node can use it: the volume may just not be mounted', () => {
    for (const location of [mountPath, `${mountPath}/2019`, `${mountPath}/`])
      expect(wanted(settingsOf(), fs({ location }), !usable)).toEqual(fs({ location }));
    const slashed = settingsOf({ mountPath: `${mountPath}/` });
    expect(wanted(slashed, fs({ location: mountPath }), !usable)).toEqual(fs({ location: mountPath }));
  });

  test('stays relative also while no node can use it: it may well lie in the volume', () => {
    expect(wanted(settingsOf(), fs({ location: 'logs' }), !usable)).toEqual(fs({ location: 'logs' }));
  });

  test.each(['/mnt/nas/logs', `${mountPath}-2/logs`, '/usr/share'])(
    'gives way to the default at %s, outside of the volume, when no node can use it',
    (location) => {
      expect(wanted(settingsOf(), fs({ location }), !usable)).toEqual(byDefault);
    },
  );

  test('gives way to the one that logkeep.yaml names', () => {
    const named = settingsOf({ location: 'logs' });
    expect(wanted(named, fs({ location: mountPath }))).toEqual(fs({ location: `${mountPath}/logs` }));
    expect(wanted({ ...bucket, location: 'logs' }, s3({ bucket: 'b', base_path: 'old' }))).toEqual(
      s3({ bucket: 'b', base_path: 'logs' }),
    );
  });

  test('gives way to the one that logkeep.yaml names among the settings of the type', () => {
    for (const base_path of ['own', '']) {
      const named = settingsOf({ type: 's3', settings: { bucket: 'b', base_path } });
      expect(wanted(named, s3({ bucket: 'b', base_path: 'old' }))).toEqual(s3({ bucket: 'b', base_path }));
    }
  });

  test('means nothing to a repository of another type', () => {
    expect(wanted(settingsOf(), s3({ bucket: 'b', base_path: 'old' }))).toEqual(byDefault);
  });
});

test('all but the place is as logkeep.yaml says', () => {
  const settings = settingsOf({ readonly: true, settings: { compress: 'false' } });
  const registered = fs({ location: mountPath, chunk_size: '1gb', compress: 'true' });
  expect(wanted(settings, registered)).toEqual(fs({ location: mountPath, readonly: 'true', compress: 'false' }));
});

test('what cannot be registered is refused, whatever is there', () => {
  const lacking = settingsOf({ type: 's3' });
  for (const registered of [null, s3({ bucket: 'b' })])
    expect(() => wanted(lacking, registered)).toThrow(RepositoryProblem);
});
