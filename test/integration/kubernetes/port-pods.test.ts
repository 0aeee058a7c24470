import { connectKubernetes } from '../../../src/kubernetes/connect';
import { readyAddresses } from '../../../src/kubernetes/endpoints';
import { errorFromAnswer } from '../../../src/kubernetes/error-mapping';
import * as kinds from '../../../src/kubernetes/errors';
import { listEvents } from '../../../src/kubernetes/events';
import type { ExecTarget, Kubernetes } from '../../../src/kubernetes/kubernetes';
import { createPod, deletePod, getPod, listPods, podLog } from '../../../src/kubernetes/pods';
import type { Pod, PodSpec } from '../../../src/planning/manifest';
import { z } from 'zod';
import { eventually } from '../../world/eventually';
import { kubernetesWorld, ownNamespace } from '../../world/kubernetes';
import { smallPod } from '../../world/small-pod';

const kubernetes = connectKubernetes(kubernetesWorld());
let space: Awaited<ReturnType<typeof ownNamespace>>;
let namespace: string;
beforeAll(async () => {
  space = await ownNamespace(kubernetes);
  namespace = space.name;
});
afterAll(() => space.remove());

const uidOf = (object: { metadata: { uid?: string } }) => object.metadata.uid ?? '';
const manifest = (name: string, spec: PodSpec, labels: Record<string, string> = { pod: name }) => ({
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec },
});
const create = (name: string, spec: PodSpec = smallPod()) => createPod(kubernetes, namespace, manifest(name, spec));
const inPhase = (name: string, phase: string) =>
  eventually(async () => {
    const pod = await getPod(kubernetes, namespace, name);
    return pod?.status?.phase === phase && pod;
  });
const target = (pod: string): ExecTarget => ({ namespace, pod, container: 'main' });

describe('a pod', () => {
  test('is found by its labels, and null when it is not there', async () => {
    await create('labelled');
    const found = await listPods(kubernetes, namespace, { pod: 'labelled' });
    expect(found.map(({ apiVersion, kind, metadata }) => [apiVersion, kind, metadata.name])).toEqual([
      ['v1', 'Pod', 'labelled'],
    ]);
    expect(await listPods(kubernetes, namespace, { pod: 'labelled', other: 'yes' })).toEqual([]);
    expect(await getPod(kubernetes, namespace, 'none')).toBeNull();
  });

  test('is deleted as itself, never as its successor', async () => {
    const first = await create('replaced');
    const destroy = () => deletePod(kubernetes, namespace, 'replaced', uidOf(first), { graceSeconds: 0 });
    expect(await destroy()).toBe('deleted');
    await eventually(async () => (await getPod(kubernetes, namespace, 'replaced')) === null);
    expect(await destroy()).toBe('gone');
    const second = await create('replaced');
    expect(await destroy()).toBe('gone');
    expect(uidOf((await getPod(kubernetes, namespace, 'replaced')) as Pod)).toBe(uidOf(second));
  });

  test('that is only tried out goes through admission and is not there', async () => {
    const tried = await createPod(kubernetes, namespace, manifest('tried', smallPod()), { dryRun: true });
    expect(tried.spec).toHaveProperty('serviceAccountName', 'default');
    expect(await getPod(kubernetes, namespace, 'tried')).toBeNull();
  });

  test('tells its last lines', async () => {
    const spec = { ...smallPod(['sh', '-c', 'seq 100']), restartPolicy: 'Never' };
    await create('talkative', spec);
    await inPhase('talkative', 'Succeeded');
    expect(await podLog(kubernetes, namespace, 'talkative', 'main', 2)).toBe('99\n100\n');
    const noContainer = podLog(kubernetes, namespace, 'talkative', 'none', 2);
    await expect(noContainer).rejects.toBeInstanceOf(kinds.Rejected);
    await expect(podLog(kubernetes, namespace, 'none', 'main', 2)).rejects.toBeInstanceOf(kinds.NotFound);
  });

  test('that cannot be placed says why in its events, the newest first', async () => {
    const pod = await create('homeless', { ...smallPod(), nodeSelector: { 'logkeep.test/disk': 'gold' } });
    const events = await eventually(async () => {
      const found = await listEvents(kubernetes, namespace, 'Pod', 'homeless', uidOf(pod));
      return found.length > 0 && found;
    });
    expect(events[0]).toMatchObject({ type: 'Warning', reason: 'FailedScheduling' });
    expect(events[0]?.message).toMatch(/didn't match Pod's node affinity\/selector/);
    expect(Date.parse(events[0]?.lastSeen ?? '')).not.toBeNaN();
    const others = ['11111111-1111-1111-1111-111111111111', uidOf(pod)];
    expect(await listEvents(kubernetes, namespace, 'Pod', 'homeless', others[0])).toEqual([]);
    expect(await listEvents(kubernetes, namespace, 'StatefulSet', 'homeless')).toEqual([]);
  });

  test('that has been running tells what happened in order', async () => {
    await create('eventful');
    await inPhase('eventful', 'Running');
    const reasons = await eventually(async () => {
      const found = (await listEvents(kubernetes, namespace, 'Pod', 'eventful')).map(({ reason }) => reason);
      return found.includes('Started') && found;
    });
    expect(reasons.indexOf('Started')).toBeLessThan(reasons.indexOf('Scheduled'));
  });
});

describe('a command in a container', () => {
  beforeAll(async () => {
    await create('shell');
    await inPhase('shell', 'Running');
  });

  const run = (command: string[], timeout?: number) => kubernetes.exec(target('shell'), command, timeout);

  test('gives its output, its errors and its exit code', async () => {
    const script = 'echo out; echo wrong >&2; exit 3';
    expect(await run(['sh', '-c', script])).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'wrong\n' });
    expect(await run(['true'])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('gets its arguments as they are', async () => {
    const arguments_ = ['a b', '&c=d', '$HOME', '"', 'ü\n'];
    const { stdout } = await run(['printf', '[%s]', ...arguments_]);
    expect(stdout).toBe(arguments_.map((one) => `[${one}]`).join(''));
  });

  test('may say more than fits, of which the first MiB is kept', async () => {
    const { exitCode, stdout } = await run(['sh', '-c', 'yes | head -c 3000000']);
    expect([exitCode, stdout.length]).toEqual([0, 1_048_576]);
  });

  test('that takes too long is given up', async () => {
    await expect(run(['sleep', '600'], 300)).rejects.toBeInstanceOf(kinds.ApiServerTimedOut);
  });

  test('ends with the signal that it runs within', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const marker = '/tmp/begun';
    const command = ['sh', '-c', `touch ${marker}; sleep 600`];
    const running = kubernetes.within(controller.signal).exec(target('shell'), command, 60_000);
    const begun = async () => (await run(['test', '-e', marker])).exitCode === 0;
    await Promise.all([expect(running).rejects.toBe(reason), eventually(begun).then(() => controller.abort(reason))]);
  });

  test.each<[kinds.ExecFault, Partial<ExecTarget>, string[]]>([
    ['no such pod', { pod: 'none' }, ['true']],
    ['no such container', { container: 'none' }, ['true']],
    ['command not startable', {}, ['no-such-command']],
    ['command not startable', {}, ['/etc/passwd']],
  ])('is refused when there is %s', async (fault, different, command) => {
    const refused = kubernetes.exec({ ...target('shell'), ...different }, command);
    await expect(refused).rejects.toMatchObject({ name: 'ExecFailed', fault, retryable: false });
  });

  test('cannot run before the container does, nor after', async () => {
    const notRunning = { name: 'ExecFailed', fault: 'container not running', retryable: true };
    await create('unplaced', { ...smallPod(), nodeSelector: { 'logkeep.test/disk': 'gold' } });
    await expect(kubernetes.exec(target('unplaced'), ['true'])).rejects.toMatchObject(notRunning);
    await create('ended', { ...smallPod(['true']), restartPolicy: 'Never' });
    await inPhase('ended', 'Succeeded');
    await expect(kubernetes.exec(target('ended'), ['true'])).rejects.toMatchObject(notRunning);
  });

  test('goes with its container when the main process is ended', async () => {
    await create('mortal', {
      ...smallPod(['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done']),
      restartPolicy: 'Never',
    });
    await inPhase('mortal', 'Running');
    const ended = await kubernetes.exec(target('mortal'), ['sh', '-c', 'kill -TERM 1; sleep 600']);
    expect(ended.exitCode).toBe(137);
    await inPhase('mortal', 'Succeeded');
  });
});

describe('the ready addresses of a Service', () => {
  /** The very server, but as if it were older than the newer kinds of endpoints. */
  const older: Kubernetes = {
    ...kubernetes,
    send: (request, answer) =>
      request.path.includes('/discovery.k8s.io/')
        ? Promise.reject(errorFromAnswer(`GET ${request.path}`, 404, '404 page not found\n'))
        : kubernetes.send(request, answer),
  };

  test.each([
    ['slices', kubernetes],
    ['Endpoints, on old servers', older],
  ])('are those of ready pods, from %s', async (kind, server) => {
    const name = kind === 'slices' ? 'new' : 'old';
    const labels = { service: name };
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { clusterIP: 'None', selector: labels },
    };
    await kubernetes.send(
      { method: 'POST', path: `/api/v1/namespaces/${namespace}/services`, body: service },
      z.unknown(),
    );
    const never = { exec: { command: ['false'] } };
    const [container] = smallPod().containers;
    const unready = { ...smallPod(), containers: [{ ...container, name: 'main', readinessProbe: never }] };
    await createPod(kubernetes, namespace, manifest(`${name}-ready`, smallPod(), labels));
    await createPod(kubernetes, namespace, manifest(`${name}-unready`, unready, labels));
    const [ready] = await Promise.all([inPhase(`${name}-ready`, 'Running'), inPhase(`${name}-unready`, 'Running')]);
    const addresses = await eventually(async () => {
      const found = await readyAddresses(server, namespace, name);
      return found.length > 0 && found;
    });
    expect(addresses).toEqual([ready.status?.podIP]);
  });

  test('are none for a Service that is not there', async () => {
    for (const server of [kubernetes, older]) expect(await readyAddresses(server, namespace, 'none')).toEqual([]);
  });
});
