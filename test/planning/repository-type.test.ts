import type { ClusterNode } from '../../src/planning/cluster-node';
import { nodesWithoutType, repositoryTypeObjection, repositoryTypesOf } from '../../src/planning/repository-type';

const node = (name: string, different: Partial<ClusterNode> = {}): ClusterNode => ({
  ...{ id: name, name, host: name, ip: '10.0.0.1', version: '6.7.0', isMasterEligible: false, isData: true },
  ...{ isElected: false, pathRepo: [], plugins: [], modules: ['repository-url', 'reindex'] },
  ...different,
});

test.each([
  [['reindex', 'repository-url'], [], ['fs', 'url']],
  [['repository-azure', 'repository-gcs', 'repository-s3', 'repository-url'], [], ['azure', 'fs', 'gcs', 's3', 'url']],
  [['repository-url'], ['analysis-icu', 'repository-hdfs'], ['fs', 'hdfs', 'url']],
  [['repository-s3'], ['repository-s3'], ['fs', 's3']],
  [[], [], ['fs']],
])('modules %j and plugins %j make types %j', (modules, plugins, types) => {
  expect(repositoryTypesOf({ modules, plugins })).toEqual(types);
});

test('every master and data node needs the plugin; the others do not', () => {
  const nodes = [
    node('data-0', { plugins: ['repository-s3'] }),
    node('data-1'),
    node('master-0', { isData: false, isMasterEligible: true }),
    node('ingest-0', { isData: false }),
  ];
  expect(nodesWithoutType('s3', nodes)).toEqual(['data-1', 'master-0']);
  expect(repositoryTypeObjection('s3', nodes)).toBe(
    'data-1, master-0 cannot use repositories of type s3: put the plugin repository-s3 into the image of every master and data node, or choose another repository.type',
  );
  expect(repositoryTypeObjection('url', nodes)).toBeNull();
});
