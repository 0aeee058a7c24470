import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, makeTelemetryFilterString } from '@temporalio/worker';
import type { Cluster } from '../../src/activities/cluster';
import type { Run } from '../../src/client/logkeep-client';
import type { Webhook } from '../../src/activities/notices/notices';
import { createWorker } from '../../src/worker/create-worker';
import { noticesOf } from '../../src/worker/notices';
import { registerSearchAttributes } from '../../src/worker/search-attributes';
import { sharedWorld } from './running-world';

/** A worker of this process on the test's Temporal server, and a client to start runs with. */
export interface TemporalWorld {
  client: Client;
  taskQueue: string;
  start<Result>(workflowType: string, input: unknown): Promise<Run<Result>>;
  /** Starts a run and waits for its result. */
  run<Result>(workflowType: string, input: unknown): Promise<Result>;
  stop(): Promise<void>;
}

export async function startTemporalWorld(
  clusters: readonly Cluster[],
  webhooks: readonly Webhook[] = [],
  /** A Temporal server of the test's own. */
  temporal = sharedWorld().temporal,
): Promise<TemporalWorld> {
  const { workflowBundle } = sharedWorld();
  installQuietRuntime();
  const connection = await NativeConnection.connect({ address: temporal });
  const searchAttributes = await registerSearchAttributes(connection, 'default');
  const world = await connectTemporalWorld(`test-${randomUUID()}`, temporal);
  const worker = await createWorker({
    connection,
    namespace: 'default',
    taskQueue: world.taskQueue,
    dependencies: {
      clusters: new Map(clusters.map((cluster) => [cluster.name, cluster])),
      searchAttributes,
      notices: noticesOf(
        webhooks,
        clusters.map(({ name }) => name),
        'default',
      ),
    },
    code: { workflowBundle: { codePath: workflowBundle } },
  });
  const running = worker.run();
  return {
    ...world,
    stop: async () => {
      worker.shutdown();
      await running;
      await connection.close();
      await world.stop();
    },
  };
}

/**
 * Failing runs are what many tests are about; their warnings would bury the report. Not when this file is loaded: the
 * runtime ends with its last worker and connection, and where there never is one it would keep jest from exiting.
 */
export function installQuietRuntime(): void {
  if (Runtime._instance !== undefined) return;
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter, forward: {} } } });
}

/** Only the client, for tests whose workers are processes of their own. */
export async function connectTemporalWorld(
  taskQueue = `test-${randomUUID()}`,
  address = sharedWorld().temporal,
): Promise<TemporalWorld> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const start = <Result>(workflowType: string, input: unknown) =>
    client.workflow.start<() => Promise<Result>>(workflowType, {
      taskQueue,
      workflowId: `${workflowType}-${randomUUID()}`,
      args: [input] as unknown as [],
    });
  return {
    client,
    taskQueue,
    start,
    run: async <Result>(workflowType: string, input: unknown) => (await start<Result>(workflowType, input)).result(),
    stop: () => connection.close(),
  };
}
