import fc from 'fast-check';
import { addPathRepo, removePathRepo } from '../../src/planning/path-repo';
import { readSettings } from '../../src/planning/path-repo-setting';
import {
  isElectionQuickened,
  isElectionSlow,
  pingTimeout,
  withQuickElection,
  withoutQuickElection,
} from '../../src/planning/quick-election';
import { planRemoval } from '../../src/planning/removal-plan';
import type { SetupFacts } from '../../src/planning/setup-facts';
import { planSetup } from '../../src/planning/setup-plan';
import { configMapOf } from './kubesphere';
import {
  complete,
  restarted,
  settings,
  templated,
  untouched,
  withElasticsearch,
  withKubernetes,
} from './setup-builders';

const three = untouched('kubesphere-3.3.2');
const wish = { mode: 'patch', acceptOutage: false } as const;
const { key } = settings.configMap;
const text = configMapOf('kubesphere-3.3.2').data?.[key] ?? '';
const edited = (facts: SetupFacts, change: (text: string) => string): SetupFacts => {
  const configMap = facts.kubernetes?.configMap ?? null;
  if (configMap === null) throw new Error('There is no ConfigMap');
  return withKubernetes(facts, { configMap: { ...configMap, data: { [key]: change(configMap.data?.[key] ?? '') } } });
};
const all = three.elasticsearch.nodes.map(({ name: node }) => ({ node }));

test('three masters whose nodes are all restarted elect sooner meanwhile, and the plan says so', () => {
  expect(isElectionSlow(three, all)).toBe(true);
  const { steps, changes } = planSetup(three, wish);
  expect(steps.quickenElection).toBe(true);
  expect(changes).toContain(
    'set discovery.zen.ping_timeout in ConfigMap elasticsearch-logging until the pods are restarted, so that they elect a master sooner',
  );
  expect(planRemoval(complete('kubesphere-3.3.2'), wish)).toMatchObject({ quickenElection: true });
});

test.each<[string, SetupFacts, typeof all]>([
  ['a single master', untouched('kubesphere-2.1.1'), all],
  ['a voting configuration', withElasticsearch(three, { minimumMasters: null }), all],
  ['no need of several to elect one', withElasticsearch(three, { minimumMasters: 1 }), all],
  ['a node that is not restarted', three, all.slice(1)],
  ['a time that somebody has chosen', edited(three, (found) => `${found}\n${pingTimeout}: 5s`), all],
  [
    'one that stands under discovery.zen',
    edited(three, (found) => found.replace('  zen:\n', '  zen:\n    ping_timeout: 5s\n')),
    all,
  ],
  ['a file that cannot be edited', withKubernetes(three, { configProblem: 'it is no YAML' }), all],
  ['no such file', withKubernetes(three, { configMap: null }), all],
])('with %s nothing is changed about elections', (_, facts, restarts) => {
  expect(isElectionSlow(facts, restarts)).toBe(false);
});

test('what an interrupted run has left is kept while pods are to be restarted, and taken out in any case', () => {
  const left = edited(templated(three), withQuickElection);
  const halfway = restarted(left, ['elasticsearch-logging-data-2']);
  expect(planSetup(halfway, wish).steps.quickenElection).toBe(true);

  const whole = edited(complete('kubesphere-3.3.2'), withQuickElection);
  expect(isElectionQuickened(whole.kubernetes)).toBe(true);
  const { steps, changes } = planSetup(whole, wish);
  expect(changes).toEqual([
    'take discovery.zen.ping_timeout out of ConfigMap elasticsearch-logging, left from an interrupted restart',
  ]);
  expect(steps).toMatchObject({ quickenElection: true, changesKubernetes: true, restarts: [] });
});

test('the line is the last one, and says whose it is', () => {
  expect(withQuickElection(text)).toBe(
    `${text}\ndiscovery.zen.ping_timeout: 1s # logkeep: until the pods are restarted`,
  );
  expect(readSettings(withQuickElection(text)).values[pingTimeout]).toBe('1s');
});

test('a time that somebody has chosen is neither changed nor taken out', () => {
  const chosen = `${text}\n${pingTimeout}: 1s`;
  expect(withQuickElection(chosen)).toBe(chosen);
  expect(withoutQuickElection(chosen)).toBe(chosen);
});

test('with path.repo set or taken out in between, the file is the same again afterwards, byte for byte', () => {
  const folder = '/usr/share/elasticsearch/backup';
  const files = fc
    .constantFrom('', '\n', '\r\n')
    .map((end) => `${text.replaceAll('\n', end === '\r\n' ? end : '\n')}${end}`);
  fc.assert(
    fc.property(files, fc.boolean(), (file, isEarly) => {
      const quickened = withQuickElection(isEarly ? addPathRepo(file, folder) : file);
      expect(withQuickElection(quickened)).toBe(quickened);
      const both = isEarly ? quickened : addPathRepo(quickened, folder);
      expect(withoutQuickElection(both)).toBe(addPathRepo(file, folder));
      expect(withoutQuickElection(removePathRepo(both, folder))).toBe(file);
    }),
  );
});
