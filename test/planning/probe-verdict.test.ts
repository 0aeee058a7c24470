import type { ProbeOutcome, ProbeResult } from '../../src/planning/probe-result';
import { probeVerdict } from '../../src/planning/probe-verdict';

const result = (node: string, outcome: ProbeOutcome, more: Partial<ProbeResult> = {}): ProbeResult => ({
  ...{ node, outcome, uid: 1000, detail: 'said so', missing: [], owner: null },
  ...more,
});
const root = { uid: 0 };

test('writable everywhere: no chown', () => {
  expect(probeVerdict([result('a', 'fine'), result('b', 'fine')])).toEqual({ chown: false });
});

test('not writable for Elasticsearch: root is asked, whatever the others miss because of it', () => {
  const missing = ['a'];
  expect(probeVerdict([result('a', 'denied'), result('b', 'not-shared', { missing })])).toEqual({ askRoot: true });
});

test('writable for root, who may give it away: chown', () => {
  const asUser = [result('a', 'denied'), result('b', 'not-shared', { missing: ['a'] })];
  expect(probeVerdict([...asUser, result('a', 'fine', root), result('b', 'fine', root)])).toEqual({ chown: true });
});

test('root is squashed', () => {
  const results = [result('a', 'denied'), result('a', 'denied', { ...root, detail: 'Operation not permitted' })];
  expect(probeVerdict(results)).toEqual({
    problem:
      'User 1000 of Elasticsearch may not write to the backup volume, and on node a root may not give it away (Operation not permitted), as NFS with root_squash does: on the storage server, give the folder to user 1000 (chown 1000), or export it with no_root_squash',
  });
});

test.each<[string, ProbeOutcome]>([
  ['No probe of the backup volume can run on node b: said so', 'unschedulable'],
  ['The image of Elasticsearch cannot be pulled on node b, where its pods may run: said so', 'no-image'],
  ['said so', 'no-mount'],
  [
    "The probe of the backup volume on node b did not end in time, and no event says why: look at the pod and at the node's kubelet",
    'waiting',
  ],
  ['The backup volume is read-only on node b: export or mount it for writing (said so)', 'read-only'],
  ['The backup volume is full: make room on it (said so)', 'full'],
  ['The backup volume could not be tried on node b: said so', 'failed'],
])('%s', (problem, outcome) => {
  expect(probeVerdict([result('a', 'not-shared', { missing: ['b'] }), result('b', outcome)])).toEqual({ problem });
  const asRoot = [result('a', 'denied'), result('b', outcome, root)];
  expect(probeVerdict(asRoot)).toEqual({ problem });
});

describe('a volume that is not the same everywhere', () => {
  const at = (started: number, finished: number): Partial<ProbeResult> => ({
    startedAt: new Date(started * 1000).toISOString(),
    finishedAt: new Date(finished * 1000).toISOString(),
  });
  const problem =
    'The backup volume is not shared: what is written on node b, c is not seen on node a; use a storage class whose volumes every node sees (ReadWriteMany), such as NFS';

  test('is told with the nodes', () => {
    const results = [
      result('a', 'not-shared', { missing: ['b', 'c'], ...at(0, 60) }),
      result('b', 'not-shared', { missing: ['a'], ...at(10, 70) }),
      result('c', 'not-shared', { missing: ['a'] }),
    ];
    expect(probeVerdict(results)).toEqual({ problem });
  });

  test('is found as root, too', () => {
    const missing = ['b', 'c'];
    expect(probeVerdict([result('a', 'denied'), result('a', 'not-shared', { missing, uid: 0 })])).toEqual({ problem });
  });

  test('is not concluded from probes that never ran at the same time', () => {
    const results = [
      result('a', 'not-shared', { missing: ['b'], ...at(0, 60) }),
      result('b', 'not-shared', { missing: ['a'], ...at(90, 150) }),
    ];
    const unknown = {
      problem:
        'The probes on nodes a and b did not run at the same time, so that nothing is known about the backup volume: run setup again',
    };
    expect(probeVerdict(results)).toEqual(unknown);
    expect(probeVerdict(results.toReversed())).toEqual({
      problem: unknown.problem.replace('a and b', 'b and a'),
    });
  });
});
