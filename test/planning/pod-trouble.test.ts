import type { ContainerStatus, ObjectEvent, Pod } from '../../src/planning/manifest';
import { isReady, patienceWith, podTrouble } from '../../src/planning/pod-trouble';
import type { PodTrouble } from '../../src/planning/pod-trouble';
import { statefulSetOf } from './kubesphere';
import { podOf } from './pod-builders';
import { settings } from './setup-builders';

const ready = podOf(statefulSetOf('kubesphere-2.1.1'), 0, settings);
const starting: NonNullable<Pod['status']> = {
  phase: 'Pending',
  conditions: [
    { type: 'PodScheduled', status: 'True' },
    { type: 'Ready', status: 'False', reason: 'ContainersNotReady' },
  ],
};
const pod = (different: Pod['status']): Pod => ({ ...ready, status: { ...starting, ...different } });
const main = (status: Partial<ContainerStatus>): Pod =>
  pod({ containerStatuses: [{ name: 'elasticsearch', ready: false, ...status }] });
const init = (name: string, status: Partial<ContainerStatus>): Pod =>
  pod({ initContainerStatuses: [{ name, ready: false, ...status }] });
const waiting = (reason: string, message?: string): NonNullable<ContainerStatus['state']> => ({
  waiting: { reason, ...(message === undefined ? {} : { message }) },
});
const event = (reason: string, message: string): ObjectEvent => ({
  ...{ type: 'Warning', reason, message, lastSeen: '2026-11-23T22:00:00Z' },
});

describe('a pod that is just starting has no trouble', () => {
  test.each<[string, Pod]>([
    ['without a status', { ...ready, status: {} }],
    ['scheduled', pod({})],
    ['with init containers running', init('chown', { state: { running: {} } })],
    ['with its container being created', main({ state: waiting('ContainerCreating') })],
    ['waiting for its init containers', main({ state: waiting('PodInitializing') })],
    ['running and not yet Ready', main({ restartCount: 0, state: { running: {} } })],
    ['restarted once, as after the node’s own restart', main({ restartCount: 1, state: { running: {} } })],
    ['running after an init container that needed many attempts', init('chown', { ready: true, restartCount: 5 })],
  ])('%s', (_, one) => {
    expect(podTrouble(one, [])).toBeNull();
  });

  test('Ready', () => {
    expect(podTrouble(ready, [])).toBeNull();
  });
});

const lastState = (terminated: NonNullable<ContainerStatus['state']>['terminated']) => ({ lastState: { terminated } });
const crashing = waiting('CrashLoopBackOff', 'back-off 10s restarting failed container');

test.each<[Pod, string, boolean]>([
  [
    pod({
      conditions: [
        { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' },
      ],
    }),
    'no node can take it: 0/3 nodes are available',
    false,
  ],
  [
    pod({ conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] }),
    'no node can take it: Unschedulable',
    false,
  ],
  [
    main({ state: waiting('ImagePullBackOff', 'Back-off pulling image "es:9"') }),
    'its image cannot be pulled (container elasticsearch): Back-off pulling image "es:9"',
    false,
  ],
  [main({ state: waiting('ErrImagePull') }), 'its image cannot be pulled (container elasticsearch)', false],
  [
    init('logkeep-backup-check', { state: waiting('ErrImageNeverPull', 'es:9 is not present') }),
    'its image is not on the node (container logkeep-backup-check): es:9 is not present',
    false,
  ],
  [
    main({ state: waiting('CreateContainerConfigError', 'configmap "es" not found') }),
    'its container cannot be configured (container elasticsearch): configmap "es" not found',
    false,
  ],
  [
    main({ restartCount: 1, state: crashing, ...lastState({ exitCode: 78, reason: 'Error' }) }),
    'its container elasticsearch ends again and again: Error, exit code 78',
    false,
  ],
  [
    main({ restartCount: 3, state: crashing, ...lastState({ exitCode: 137, reason: 'OOMKilled' }) }),
    'its container elasticsearch ends again and again: OOMKilled, exit code 137',
    true,
  ],
  [
    main({ restartCount: 3, state: { running: {} }, ...lastState({ exitCode: 1, message: 'no such file\n' }) }),
    'its container elasticsearch ends again and again: no such file',
    false,
  ],
  [
    init('chown', { restartCount: 4, state: { terminated: { exitCode: 1, reason: 'Error', message: ' \n' } } }),
    'its container chown ends again and again: Error, exit code 1',
    false,
  ],
  [
    init('chown', { restartCount: 4, state: crashing, ...lastState({ exitCode: 1, reason: 'Error' }) }),
    'its container chown ends again and again: Error, exit code 1',
    true,
  ],
  [
    main({ restartCount: 2, state: crashing }),
    'its container elasticsearch ends again and again: Error, exit code unknown',
    false,
  ],
])('%#: %s', (one, what, isHopeless) => {
  expect(podTrouble(one, [])).toEqual<PodTrouble>({ what, isHopeless });
});

test('a volume that another node still holds gets longer than the six minutes until it is let go', () => {
  const [attach, mount] = ['FailedAttachVolume', 'FailedMount'].map((reason) =>
    podTrouble(main({ state: waiting('ContainerCreating') }), [event(reason, 'not now')]),
  );
  expect(attach && patienceWith(attach)).toBeGreaterThan(6 * 60_000);
  expect(mount && patienceWith(mount)).toBe(120_000);
});

describe('a volume that is not mounted is told by an event', () => {
  const creating = main({ state: waiting('ContainerCreating') });
  const failed = event('FailedMount', 'mount.nfs: access denied by server');
  const told: PodTrouble = { what: 'FailedMount: mount.nfs: access denied by server', isHopeless: false };

  test('the newest one', () => {
    const older = event('FailedMount', 'timed out');
    expect(podTrouble(creating, [event('Scheduled', 'assigned'), failed, older])).toEqual(told);
  });

  test('a disk that is still attached elsewhere, though its mount has failed since', () => {
    const attach = event('FailedAttachVolume', 'Multi-Attach error');
    const trouble = podTrouble(creating, [failed, attach]);
    expect(trouble?.what).toBe('FailedAttachVolume: Multi-Attach error');
    expect(trouble && patienceWith(trouble)).toBeGreaterThan(6 * 60_000);
  });

  test.each(['FailedAttachVolume', 'FailedCreatePodSandBox'])('%s', (reason) => {
    expect(podTrouble(creating, [event(reason, 'not now')])?.what).toBe(`${reason}: not now`);
  });

  test('which is overcome once a container has run, though its event is kept for an hour', () => {
    expect(podTrouble(main({ state: { running: {} } }), [failed])).toBeNull();
    const done = init('sysctl', { ready: true, state: { terminated: { exitCode: 0 } } });
    expect(podTrouble(done, [failed])).toBeNull();
  });

  test('other events are none of it', () => {
    expect(podTrouble(creating, [event('Unhealthy', 'Readiness probe failed')])).toBeNull();
  });
});

test.each<[string, Pod, boolean]>([
  ['Ready', ready, true],
  ['not Ready', pod({}), false],
  ['without a status', { ...ready, status: {} }, false],
  [
    'Ready, but on its way out',
    { ...ready, metadata: { ...ready.metadata, deletionTimestamp: '2026-11-23T22:00:00Z' } },
    false,
  ],
])('a pod that is %s', (_, one, is) => {
  expect(isReady(one)).toBe(is);
});
