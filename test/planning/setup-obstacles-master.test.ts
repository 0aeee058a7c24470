import type { SetupFacts } from '../../src/planning/setup-facts';
import { planSetup } from '../../src/planning/setup-plan';
import type { SetupWish } from '../../src/planning/setup-wish';
import { frozen } from './frozen';
import {
  dataSet,
  found,
  masterSet,
  untouched,
  withElasticsearch,
  withKubernetes,
  withStatefulSet,
} from './setup-builders';

const wish: SetupWish = { mode: 'patch', acceptOutage: false };
const obstaclesOf = (facts: SetupFacts, different: Partial<SetupWish> = {}): string[] =>
  planSetup(frozen(facts), { ...wish, ...different }).obstacles;

const fresh = untouched('kubesphere-2.1.1');
const busy = 'commands cannot be run in the pods (denied)';
const outage = 'restarting it stops all writing for about 45 s: accept that with "acceptOutage": true';
const cannot = `no other node can lead while the master restarts, and it cannot be handed over: ${busy}; ${outage}`;

describe('the single master', () => {
  test.each<[Partial<SetupWish>, string | null, boolean, string[]]>([
    [{}, null, true, []],
    [{ acceptOutage: true }, null, true, []],
    [{ handover: true }, null, true, []],
    [{ handover: true, acceptOutage: true }, null, true, []],
    [{ handover: false, acceptOutage: true }, null, false, []],
    [
      { handover: false },
      null,
      false,
      [`no other node can lead while the master restarts, and you asked not to hand it over; ${outage}`],
    ],
    [{}, busy, false, [cannot]],
    [{ handover: false }, busy, false, [cannot]],
    [{ acceptOutage: true }, busy, false, []],
    [{ handover: false, acceptOutage: true }, busy, false, []],
    ...[false, true].map((acceptOutage): [Partial<SetupWish>, string, boolean, string[]] => [
      { handover: true, acceptOutage },
      busy,
      false,
      [`the master cannot be handed over as asked: ${busy}; leave "handover" out`],
    ]),
  ])('asked for %j, objection %j: handed over is %j', (asked, handoverObjection, isHandedOver, sentences) => {
    const { steps, obstacles } = planSetup({ ...fresh, handoverObjection }, { ...wish, ...asked });
    expect(steps.handOver).toBe(isHandedOver);
    expect(obstacles).toEqual(sentences);
  });

  test('without a handover costs a pause in writing', () => {
    expect(planSetup({ ...fresh, handoverObjection: busy }, { ...wish, acceptOutage: true }).cost).toBe(
      '3 pods restarted one after the other, each when the cluster is green; while its master restarts the cluster takes no writes for about 45 s.',
    );
  });

  test('that need not be restarted is no obstacle, nor is one of three', () => {
    const masterless = withKubernetes(fresh, { statefulSets: [found(fresh, dataSet)] });
    expect(obstaclesOf({ ...masterless, handoverObjection: busy }, { handover: true })).toEqual([]);
    expect(obstaclesOf({ ...untouched('kubesphere-3.3.2'), handoverObjection: busy }, { handover: true })).toEqual([]);
  });
});

describe('two masters, which need each other to be elected', () => {
  const three = untouched('kubesphere-3.3.2');
  const gone = `${masterSet}-2`;
  const { pods } = found(three, masterSet);
  const two = withElasticsearch(withStatefulSet(three, masterSet, { pods: pods.slice(0, 2) }), {
    nodes: three.elasticsearch.nodes.filter(({ name }) => name !== gone),
  });

  test('are not restarted without leave, though nothing was found against a handover', () => {
    const why = 'two masters need each other to be elected';
    expect(obstaclesOf(two)).toEqual([
      `no other node can lead while the master restarts, and it cannot be handed over: ${why}; ${outage}`,
    ]);
    expect(obstaclesOf(two, { handover: true, acceptOutage: true })).toEqual([
      `the master cannot be handed over as asked: ${why}; leave "handover" out`,
    ]);
    expect(obstaclesOf(two, { acceptOutage: true })).toEqual([]);
  });

  test('are no such case when the third is just out of the cluster and restarted first', () => {
    expect(obstaclesOf(withElasticsearch(three, { nodes: two.elasticsearch.nodes }))).toEqual([]);
  });
});
