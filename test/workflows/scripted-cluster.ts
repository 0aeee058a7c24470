import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Activities } from '../../src/activities';
import { Liveness } from '../../src/activities/liveness';
import type { Run } from '../../src/client/logkeep-client';
import { planRemoval } from '../../src/planning/removal-plan';
import type { PlannedRestart } from '../../src/planning/rollout-order';
import { planSetup } from '../../src/planning/setup-plan';
import { complete, masterSet, untouched } from '../planning/setup-builders';
import { sharedWorld } from '../world/running-world';
import { connectTemporalWorld, installQuietRuntime } from '../world/temporal';

/** Activities that do something else than the cluster would do by itself. */
export type Script = Partial<Activities>;

/** A KubeSphere stack that exists only in the answers of its activities: they fail, hang and lie on command. */
export interface ScriptedCluster {
  /** The names of the activities in the order in which they began, those about a pod or a StatefulSet with its name. */
  calls: string[];
  /** The pods that run with the backup volume. */
  mounted: Set<string>;
  start<Result>(workflow: string, input?: object): Promise<Run<Result>>;
  stop(): Promise<void>;
}

export const [data1, data0, master] = planSetup(untouched('kubesphere-2.1.1'), { mode: 'patch', acceptOutage: false })
  .steps.restarts as [PlannedRestart, PlannedRestart, PlannedRestart];
const pods = [data1, data0, master];

/** What an activity fails with when a check says no. */
export function refused(why: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(why, 'Refused');
}

/**
 * The real workflows on a real Temporal server, with activities that answer as the cluster would, or as the script says.
 * @param isSetUp whether a setup is there already, to be removed.
 */
export async function startScriptedCluster(script: Script, isSetUp = false): Promise<ScriptedCluster> {
  installQuietRuntime();
  const { temporal, workflowBundle } = sharedWorld();
  const connection = await NativeConnection.connect({ address: temporal });
  const world = await connectTemporalWorld();
  const calls: string[] = [];
  const mounted = new Set(isSetUp ? pods.map(({ pod }) => pod) : []);
  const activities = Object.entries({ ...ordinary(mounted, isSetUp), ...script }).map(([name, activity]) => {
    const run = activity as (input: unknown) => unknown;
    return [name, (input?: About) => (calls.push(told(name, input)), run(input))];
  });
  const worker = await Worker.create({
    connection,
    taskQueue: world.taskQueue,
    workflowBundle: { codePath: workflowBundle },
    activities: Object.fromEntries(activities) as object,
    interceptors: { activity: [() => ({ inbound: new Liveness() })] },
  });
  const running = worker.run();
  return {
    ...{ calls, mounted },
    start: (workflow, input = {}) => world.start(workflow, { cluster: 'kubesphere', ...input }),
    stop: async () => {
      worker.shutdown();
      await running;
      await connection.close();
      await world.stop();
    },
  };
}

interface About {
  pod?: string;
  statefulSet?: string;
  onlyIfStopping?: boolean;
}

function told(name: string, { pod, statefulSet, onlyIfStopping }: About = {}): string {
  const what = pod ?? statefulSet;
  return `${name}${what === undefined ? '' : ` ${what}`}${onlyIfStopping === true ? ' if it is stopping' : ''}`;
}

/** A cluster in which everything goes well. */
function ordinary(mounted: Set<string>, isSetUp: boolean): Script {
  const nothing = () => Promise.resolve();
  const yes = () => Promise.resolve(true);
  const no = () => Promise.resolve(false);
  let isWanted = isSetUp;
  let hasStandIn = false;
  const change = (to: boolean) => async () => void (isWanted = await Promise.resolve(to));
  const revert = async () => (await change(false)(), true);
  return {
    openCluster: () =>
      Promise.resolve({
        ...{ lease: randomUUID(), timeZone: 'UTC', snapshotName: 's', indexPattern: 'i', repository: 'r' },
        searchAttributes: false,
      }),
    planSetup: ({ wish }) => Promise.resolve({ ...planSetup(untouched('kubesphere-2.1.1'), wish), diff: '' }),
    planRemoval: ({ wish }) => Promise.resolve(planRemoval(complete('kubesphere-2.1.1'), wish)),
    saveOriginals: () => Promise.resolve('originals'),
    ensureClaim: () => Promise.resolve({ name: 'backup', isBound: true, warnings: [] }),
    probeVolume: () => Promise.resolve({ chown: false }),
    removeProbe: nothing,
    rehearseTemplates: nothing,
    ...{ changeTemplate: change(true), recreateStatefulSet: change(true), revertTemplate: revert },
    editPathRepo: yes,
    nextRestart: ({ among }) => {
      const due = pods.filter(({ pod }) => mounted.has(pod) !== isWanted && (among?.includes(pod) ?? true));
      return Promise.resolve({ next: due[0] ?? null, remaining: due.length, masters: 1, standsIn: hasStandIn });
    },
    awaitCalm: () => Promise.resolve([]),
    holdAllocation: nothing,
    releaseAllocation: () => Promise.resolve([]),
    stopPod: async ({ pod, onlyIfStopping }) => {
      if (onlyIfStopping === true) return undefined;
      await Promise.resolve(isWanted ? mounted.add(pod) : mounted.delete(pod));
      return undefined;
    },
    awaitPod: nothing,
    summonStandIn: async () => void (hasStandIn = await Promise.resolve(true)),
    hasStandIn: ({ statefulSet }) => Promise.resolve(hasStandIn && statefulSet === masterSet),
    dismissStandIn: async () => !(hasStandIn = await Promise.resolve(false)),
    compareViews: () => Promise.resolve(null),
    endServer: yes,
    leads: no,
    releaseRollout: nothing,
    registerRepository: () => Promise.resolve(pods.map(({ node }) => node)),
    ...{ unregisterRepository: yes, putRepositoryBack: yes },
    proveRepository: nothing,
    removeProof: nothing,
  };
}
