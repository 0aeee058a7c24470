import { readDeletions } from '../../../src/planning/curator-file';
import type { CuratorJob } from '../../../src/planning/curator-facts';
import type { DeletingPolicy } from '../../../src/planning/policy-rivals';
import type { Cleaners } from '../../../src/planning/restore-checks/facts';
import { judgeCleaners } from '../../../src/planning/restore-checks/judge-cleaners';
import { curatorFileOf, curatorJobOf } from '../curator-builders';
import { factsOf, planOf } from './facts-of';

const job = (different: Partial<CuratorJob> = {}): CuratorJob => ({
  cronJob: curatorJobOf('3.3.2'),
  suspension: 'none',
  file: readDeletions(curatorFileOf('3.3.2')),
  threat: null,
  ...different,
});
const judge = (cleaners: Partial<Cleaners>, plan = planOf()) =>
  judgeCleaners(factsOf({ cleaners: { curators: [], policies: [], ...cleaners } }), plan);

test("KubeSphere's own Curator deletes a restored day in the night", () => {
  expect(judge({ curators: [job()] })).toEqual([
    {
      name: 'cleaner',
      level: 'fatal',
      sentence:
        'CronJob elasticsearch-logging-curator-elasticsearch-curator (Curator, 0 1 * * *) would delete ks-logstash-log-2019.11.12 on 2019-11-21 01:00 UTC: suspend it (kubectl patch cronjob elasticsearch-logging-curator-elasticsearch-curator -p \'{"spec":{"suspend":true}}\'), or overrule this if they are not needed longer',
    },
  ]);
});

test.each<[string, Partial<Cleaners>, string[]]>([
  ['a suspended one', { curators: [job({ suspension: 'by somebody' })] }, []],
  ['one that logkeep has suspended', { curators: [job({ suspension: 'by logkeep' })] }, []],
  ['one that deletes nothing', { curators: [job({ file: { deletions: [], clearedRepositories: [] } })] }, []],
  ['one whose file cannot be read', { curators: [job({ file: null })] }, ['warning']],
  [
    'one whose filters are not known',
    {
      curators: [
        job({ file: { deletions: [{ action: '1', filters: null, unknown: 'by space' }], clearedRepositories: [] } }),
      ],
    },
    ['warning'],
  ],
  ['CronJobs that may not be listed', { curators: null }, ['warning']],
  ['policies that cannot be read', { policies: null }, ['warning']],
])('%s', (_, cleaners, levels) => {
  expect(judge(cleaners).map(({ level }) => level)).toEqual(levels);
});

test('a day that is young enough stays', () => {
  const plan = planOf({ as: 'ks-logstash-log-2019.11.19' });
  expect(judge({ curators: [job()] }, plan)).toEqual([]);
});

test('ISM may take a restored day for an old one; ILM does not know it, as its settings stay behind', () => {
  const policy = (kind: DeletingPolicy['kind']): DeletingPolicy => ({ kind, name: 'hot', indices: ['a'], after: '7d' });
  expect(judge({ policies: [policy('ILM')] })).toEqual([]);
  expect(judge({ policies: [policy('ISM')] })).toEqual([
    {
      name: 'cleaner',
      level: 'warning',
      sentence: expect.stringMatching(
        /^ISM policy hot deletes indices of this pattern 7d after they were created, and a restored day is as old/,
      ) as string,
    },
  ]);
});
