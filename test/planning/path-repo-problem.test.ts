import type { ClusterNode } from '../../src/planning/cluster-node';
import { pathRepoProblem } from '../../src/planning/path-repo-problem';
import type { RepositoryDefinition } from '../../src/planning/repository-definition';

const node = (name: string, pathRepo: string[], different: Partial<ClusterNode> = {}): ClusterNode => ({
  ...{ id: name, name, host: name, ip: '10.0.0.1', version: '8.1.0', isMasterEligible: false, isData: true },
  ...{ isElected: false, pathRepo, plugins: [], modules: [] },
  ...different,
});
const fs: RepositoryDefinition = { type: 'fs', settings: { location: '/backup/logs' } };
const master = { isData: false, isMasterEligible: true };

test.each([
  ['the very folder', ['/backup/logs']],
  ['a folder above it', ['/backup']],
  ['a folder with slashes at its end', ['/backup//']],
  ['the root', ['/']],
  ['it among others', ['/other', '/backup']],
])('a repository can lie where path.repo of every node has %s', (_, pathRepo) => {
  expect(pathRepoProblem(fs, [node('data-0', pathRepo), node('master-0', pathRepo, master)])).toBeNull();
});

test.each([
  ['nothing', []],
  ['another folder', ['/other']],
  ['a folder of a similar name', ['/back', '/backup/log']],
  ['only a folder in it', ['/backup/logs/deeper']],
])('it cannot lie where path.repo of a node has %s', (_, pathRepo) => {
  expect(pathRepoProblem(fs, [node('data-0', ['/backup']), node('data-1', pathRepo)])).toMatch(
    /^path\.repo of data-1 /,
  );
});

test('every data node and every node that can be master needs it, and no other', () => {
  const nodes = [
    ...[node('data-0', ['/backup']), node('data-1', []), node('master-0', [], master)],
    node('ingest-0', [], { isData: false }),
  ];
  expect(pathRepoProblem(fs, nodes)).toBe(
    'path.repo of data-1, master-0 does not have /backup/logs: mount the shared volume and put it into path.repo in the elasticsearch.yml of every node, and restart them one by one; or say in the section "kubernetes" of logkeep.yaml where the cluster runs, so that setup does it',
  );
});

test('of many nodes the first are named', () => {
  const nodes = Array.from({ length: 7 }, (_, ordinal) => node(`data-${ordinal}`, []));
  expect(pathRepoProblem(fs, nodes)).toMatch(/^path\.repo of data-0, .*, data-4 and 2 more does not have/);
});

test('repositories of other types need no path.repo', () => {
  expect(pathRepoProblem({ type: 's3', settings: { bucket: 'b', location: '/x' } }, [node('data-0', [])])).toBeNull();
  expect(pathRepoProblem({ type: 'url', settings: { url: 'https://backup/' } }, [node('data-0', [])])).toBeNull();
});
