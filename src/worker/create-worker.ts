import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities';
import type { Dependencies } from '../activities/cluster';
import { Liveness } from '../activities/liveness';

export interface WorkerInput {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  dependencies: Dependencies;
  code: Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath' | 'bundlerOptions'>;
}

/** The Temporal worker with all workflows and activities of logkeep. */
export function createWorker({ connection, namespace, taskQueue, dependencies, code }: WorkerInput): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    ...code,
    activities: createActivities(dependencies),
    interceptors: { activity: [() => ({ inbound: new Liveness() })] },
    // Heartbeats carry progress and bring cancellations back: both should be fresh.
    maxHeartbeatThrottleInterval: '1s',
    // Activities end within a second of being told; what is cut off is taken up by the next worker.
    shutdownGraceTime: '5s',
    shutdownForceTime: '20s',
    maxCachedWorkflows: 100,
    maxConcurrentActivityTaskExecutions: 50,
    // A fault in workflow code fails the run with its cause; by default the run would hang, retrying for ever.
    workflowFailureErrorTypes: { '*': ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'] },
  });
}
