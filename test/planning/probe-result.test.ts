import type { ObjectEvent, Pod } from '../../src/planning/manifest';
import { isOver, probeResult } from '../../src/planning/probe-result';

const probed = { node: 'node-1', uid: 1000 };
const pod = (status: Pod['status'] & object): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'probe' },
  spec: { containers: [] },
  status,
});
const container = (state: object): Pod => pod({ phase: 'Pending', containerStatuses: [{ name: 'probe', state }] });
const ended = (message: string, more: object = {}): Pod => container({ terminated: { exitCode: 0, message, ...more } });
const event = (reason: string, message: string): ObjectEvent => ({ type: 'Warning', reason, message, lastSeen: 'now' });

test('a report is read as the script writes it', () => {
  const times = { startedAt: '2019-11-12T00:00:00Z', finishedAt: '2019-11-12T00:00:09Z' };
  const message = 'outcome=not-shared\ndetail=a = b\nmissing= node-2 node-3\nowner:\n# who\ncluster_uuid=u\nowner:\n';
  expect(probeResult(probed, ended(message, times), [])).toEqual({
    ...{ node: 'node-1', uid: 1000, outcome: 'not-shared', detail: 'a = b', missing: ['node-2', 'node-3'] },
    owner: '# who\ncluster_uuid=u\nowner:\n',
    ...times,
  });
});

test('a report without an owner file', () => {
  expect(probeResult(probed, ended('outcome=fine\ndetail=\nmissing=\n'), [])).toEqual({
    ...{ node: 'node-1', uid: 1000, outcome: 'fine', detail: '', missing: [], owner: null },
  });
});

test.each<[string, Pod | null]>([
  ['the probe ended with OOMKilled (exit code 137)', ended('', { exitCode: 137, reason: 'OOMKilled' })],
  [
    'the probe ended with Error (exit code 127): sh: head: not found',
    ended('sh: head: not found\n', { exitCode: 127, reason: 'Error' }),
  ],
  ['the probe ended with Completed (exit code 0): outcome=novel', ended('outcome=novel', { reason: 'Completed' })],
  [
    'the probe pod failed: Pod was active on the node longer than the specified deadline',
    pod({ phase: 'Failed', message: 'Pod was active on the node longer than the specified deadline' }),
  ],
  ['the probe pod failed: Evicted', pod({ phase: 'Failed', reason: 'Evicted' })],
  ['somebody has deleted the probe pod', null],
])('failed: %s', (detail, found) => {
  const result = probeResult(probed, found, []);
  expect(result).toMatchObject({ outcome: 'failed', detail });
  expect(isOver(result)).toBe(true);
});

test.each(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull'])('%s holds it up', (reason) => {
  const result = probeResult(probed, container({ waiting: { reason, message: 'no such image' } }), []);
  expect(result).toMatchObject({ outcome: 'no-image', detail: 'no such image' });
  expect(isOver(result)).toBe(false);
});

test('a node without room for it holds it up', () => {
  const conditions = [
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' },
  ];
  expect(probeResult(probed, pod({ phase: 'Pending', conditions }), [])).toMatchObject({
    outcome: 'unschedulable',
    detail: '0/3 nodes are available',
  });
});

test('of failed mounts, the one that says why is told', () => {
  const events = [
    event('FailedMount', 'Unable to attach or mount volumes: timed out waiting for the condition'),
    event('FailedMount', 'mount.nfs: access denied by server while mounting 10.0.0.9:/export'),
  ];
  const result = probeResult(probed, container({ waiting: { reason: 'ContainerCreating' } }), events);
  expect(result.outcome).toBe('no-mount');
  expect(result.detail).toContain('exports do not allow this node');
});

test('when no event says more, a mount that does not end is told', () => {
  const events = [event('FailedMount', 'Unable to attach or mount volumes: timed out waiting for the condition')];
  expect(probeResult(probed, container({}), events).detail).toContain('the mount does not end');
});

test.each<[string, Pod, ObjectEvent[]]>([
  ['is not seen by the scheduler yet', pod({}), []],
  ['is being started', container({ waiting: { reason: 'ContainerCreating' } }), [event('Scheduled', '')]],
  [
    'runs after a mount that failed at first',
    container({ running: {} }),
    [event('FailedMount', 'mount.nfs: Connection refused')],
  ],
])('a probe that %s is waited for', (_, found, events) => {
  const result = probeResult(probed, found, events);
  expect(result).toMatchObject({ outcome: 'waiting', detail: '' });
  expect(isOver(result)).toBe(false);
});
