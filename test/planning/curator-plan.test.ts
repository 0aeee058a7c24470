import type { CuratorFacts, CuratorJob } from '../../src/planning/curator-facts';
import { readDeletions } from '../../src/planning/curator-file';
import { curatorRivals } from '../../src/planning/curator-plan';
import { suspended } from '../../src/planning/curator-suspension';
import { driftOf } from '../../src/planning/drift';
import { planRemoval } from '../../src/planning/removal-plan';
import type { SetupFacts } from '../../src/planning/setup-facts';
import { planSetup } from '../../src/planning/setup-plan';
import { curatorFileOf, curatorJobOf } from './curator-builders';
import { frozen } from './frozen';
import { complete, healthOf, registered, untouched, withElasticsearch, withoutKubernetes } from './setup-builders';

const name = 'elasticsearch-logging-curator-elasticsearch-curator';
const running: CuratorJob = {
  ...{ cronJob: curatorJobOf('2.1.1'), suspension: 'none' },
  ...{ file: readDeletions(curatorFileOf('2.1.1')), threat: 'Curator deletes it all' },
};
const ours: CuratorJob = { ...running, cronJob: suspended(running.cronJob), suspension: 'by logkeep' };
const byHand: CuratorJob = { ...ours, cronJob: curatorJobOf('2.1.1', { suspend: true }), suspension: 'by somebody' };
const unreadable: CuratorJob = { ...running, file: null };

const wish = { mode: 'patch', acceptOutage: false } as const;
const whole = complete('kubesphere-2.1.1');
const withCurator = (different: Partial<CuratorFacts>, facts: SetupFacts = whole): SetupFacts => ({
  ...facts,
  curator: { setting: 'suspend', jobs: [running], missingRights: [], ...different },
});
const plan = (facts: SetupFacts) => planSetup(frozen(facts), wish);
const lacking = { missingRights: [`patch cronjobs.batch ${name}`] };
const mayNotLook = { jobs: null, missingRights: ['list cronjobs.batch'] };

describe('setup', () => {
  test('suspends one that deletes, where logkeep.yaml says so, and restarts nothing for it', () => {
    expect(plan(withCurator({}))).toMatchObject({
      changes: [`suspend CronJob ${name}, Curator, which deletes without proof of a backup`],
      ...{ obstacles: [], warnings: ['Curator deletes it all'], cost: 'No pod is restarted.' },
      steps: { suspendCurators: [name], changesKubernetes: false },
    });
  });

  test.each<[string, Partial<CuratorFacts>]>([
    ['that logkeep.yaml only wants reported', { setting: 'report' }],
    ['that logkeep has suspended', { jobs: [ours] }],
    ['that somebody has suspended', { jobs: [byHand] }],
    ['whose action file it cannot read', { jobs: [unreadable] }],
    ['that deletes nothing', { jobs: [{ ...running, file: { deletions: [], clearedRepositories: ['other'] } }] }],
    ['that does not exist', { jobs: [] }],
  ])('leaves one alone %s', (_, different) => {
    expect(plan(withCurator({ ...different, ...lacking }))).toMatchObject({
      ...{ changes: [], obstacles: [] },
      steps: { suspendCurators: [] },
    });
  });

  test('suspends one that clears the repository, too', () => {
    const file = { deletions: [], clearedRepositories: ['ks-log-snapshots'] };
    expect(plan(withCurator({ jobs: [{ ...running, file }] })).steps.suspendCurators).toEqual([name]);
  });

  test.each<[string, CuratorJob, string]>([
    ['by whom', ours, `CronJob ${name}, Curator, is suspended by logkeep`],
    ['also when it was a human', byHand, `CronJob ${name}, Curator, is suspended by somebody`],
  ])('says that one is suspended: %s', (_, job, adopted) => {
    expect(plan(withCurator({ jobs: [job] })).adopted).toContain(adopted);
  });

  test.each<[string, Partial<CuratorFacts>, string]>([
    ['to suspend it', lacking, `patch cronjobs.batch ${name}`],
    ['to look for one, also where nothing else is to be done', mayNotLook, 'list cronjobs.batch'],
  ])('is refused without the right %s', (_, different, right) => {
    expect(plan(withCurator(different)).obstacles).toEqual([
      `logkeep's account lacks 1 right for Curator's CronJob: ${right}; grant it (deploy/rbac/patch.yaml has them), or set kubernetes.curator to report`,
    ]);
  });

  test('goes on without the right to look where it is only to report, and says so', () => {
    const { obstacles, warnings } = plan(withCurator({ setting: 'report', ...mayNotLook }));
    expect(obstacles).toEqual([]);
    expect(warnings).toEqual([
      'logkeep cannot tell whether a Curator CronJob deletes indices: its account may not list cronjobs.batch',
    ]);
  });
});

test.each<[string, Partial<CuratorFacts>, string[]]>([
  [
    'with what suspends it',
    { setting: 'report' },
    ['Curator deletes it all; "curator: suspend" in logkeep.yaml lets setup suspend it'],
  ],
  ['that is to be suspended', {}, ['Curator deletes it all']],
  [
    'with no remedy of ours where its file cannot be read',
    { setting: 'report', jobs: [unreadable] },
    ['Curator deletes it all'],
  ],
  ['never when it is suspended', { jobs: [ours, byHand] }, []],
  ['never when it does nothing', { jobs: [{ ...running, threat: null }] }, []],
])('a Curator is a rival: %s', (_, different, rivals) => {
  expect(curatorRivals(withCurator(different))).toEqual(rivals);
});

test('a cluster without Kubernetes has none', () => {
  const facts = withoutKubernetes(registered(whole));
  expect([curatorRivals(facts), plan(facts).changes]).toEqual([[], []]);
});

test.each<[string, CuratorJob, number]>([
  ['that somebody has resumed', running, 1],
  ['that is suspended', ours, 0],
  ['that a human has suspended', byHand, 0],
])('one has drifted %s: %#', (_, job, drifts) => {
  const facts = withCurator({ jobs: [job] });
  const drift = driftOf(facts, planSetup(facts, wish).steps);
  expect(drift.map(({ what }) => what)).toEqual(
    Array.from({ length: drifts }, () => `CronJob ${name}, Curator, is not suspended`),
  );
});

describe('a removal', () => {
  const removal = (different: Partial<CuratorFacts>, facts = untouched('kubesphere-2.1.1')) =>
    planRemoval(frozen(withCurator(different, facts)), wish);

  test('resumes what logkeep has suspended, whatever logkeep.yaml says now, and says what follows', () => {
    for (const setting of ['report', 'suspend'] as const)
      expect(removal({ setting, jobs: [ours] })).toMatchObject({
        changes: [
          `resume CronJob ${name}, Curator: Kubernetes starts at once a run that it has missed (Curator deletes it all)`,
        ],
        ...{ resumeCurators: [name], obstacles: [], changesKubernetes: false },
      });
  });

  test.each<[string, CuratorJob]>([
    ['runs', running],
    ['was suspended by a human', byHand],
  ])('leaves one alone that %s', (_, job) => {
    expect(removal({ jobs: [job], ...lacking })).toMatchObject({ changes: [], obstacles: [], resumeCurators: [] });
  });

  test('is refused when it may not resume it', () => {
    expect(removal({ jobs: [ours], ...lacking }).obstacles).toHaveLength(1);
  });

  test('that meets other obstacles tells all of them', () => {
    const operations = withElasticsearch(whole, { health: healthOf(), operations: ['a snapshot is under way'] });
    expect(removal({ jobs: [ours], ...lacking }, operations).obstacles).toHaveLength(2);
  });
});
