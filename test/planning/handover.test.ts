import { handoverObjection, sightObjection } from '../../src/planning/handover';
import type { HandoverFacts } from '../../src/planning/handover';
import { nodesWith, untouched } from './setup-builders';

const stack = untouched('kubesphere-2.1.1');
const master = 'elasticsearch-logging-discovery';
const facts: HandoverFacts = {
  ...{ distribution: 'elasticsearch', version: '6.7.0', nodes: stack.elasticsearch.nodes },
  ...{ statefulSet: master, replicas: 1, minimumMasters: 1, missingRights: [], viewsProblem: null, foreignClaim: null },
};

test.each<[Partial<HandoverFacts>, string | null]>([
  [{}, null],
  [{ version: '6.8.23' }, null],
  [
    { version: '7.0.0' },
    'elasticsearch 7.0.0 elects its master by a voting configuration that a stand-in cannot take over',
  ],
  [
    { version: '10.1.0' },
    'elasticsearch 10.1.0 elects its master by a voting configuration that a stand-in cannot take over',
  ],
  [
    { distribution: 'opensearch', version: '1.3.0' },
    'opensearch 1.3.0 elects its master by a voting configuration that a stand-in cannot take over',
  ],
  [{ minimumMasters: 2 }, 'discovery.zen.minimum_master_nodes is 2, not 1'],
  [{ minimumMasters: null }, 'discovery.zen.minimum_master_nodes is not known, not 1'],
  [{ replicas: 2 }, 'StatefulSet elasticsearch-logging-discovery is meant to have 2 pods, not 1'],
  [{ replicas: 0 }, 'StatefulSet elasticsearch-logging-discovery is meant to have 0 pods, not 1'],
  [{ nodes: nodesWith(stack, `${master}-0`, { isData: true }) }, 'the master also holds data'],
  [
    { missingRights: ['get persistentvolumeclaims a', 'delete persistentvolumeclaims a'] },
    "logkeep's account may not get persistentvolumeclaims a, delete persistentvolumeclaims a",
  ],
  [{ viewsProblem: 'pods/exec is forbidden' }, 'the nodes cannot be asked in their pods (pods/exec is forbidden)'],
  [
    { foreignClaim: `data-${master}-1` },
    "claim data-elasticsearch-logging-discovery-1 already exists, and a stand-in must not start with somebody's old data",
  ],
])('with %j: %s', (different, objection) => {
  expect(handoverObjection({ ...facts, ...different })).toBe(objection);
});

const view = (pod: string, leader: string | null, nodes: string[]) => ({ pod, master: leader, nodes });
const all = ['data-0', 'master-0', 'master-1'];

test.each([
  ['everybody sees everybody', all.map((pod) => view(pod, 'master-0', all)), null],
  ['somebody sees more than expected', [view('data-0', 'master-0', [...all, 'client'])], null],
  ['one sees no master', [view('data-0', 'master-0', all), view('master-1', null, [])], 'master-1 sees no master'],
  ['one does not see the stand-in', [view('data-0', 'master-0', all.slice(0, 2))], 'data-0 does not see master-1'],
  ['one sees only itself', [view('data-0', 'master-0', ['data-0'])], 'data-0 does not see master-0, master-1'],
  [
    'the cluster is split',
    [view('data-0', 'master-0', all), view('master-1', 'master-1', all)],
    'there are several masters: master-0, master-1',
  ],
])('%s', (_, views, objection) => {
  expect(sightObjection(views, all)).toBe(objection);
});
