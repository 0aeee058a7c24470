import { DefaultLogger } from '@temporalio/worker';
import type { Worker } from '@temporalio/worker';
import type { Cluster } from '../activities/cluster';
import type { Config } from '../config/load';
import type { TemporalSettings } from '../config/temporal';
import { connectClusters } from './connect-clusters';
import { connectTemporal } from './connect-temporal';
import { createWorker } from './create-worker';
import { leaveSignalsToRuntime } from './early-signals';
import { serveHealth } from './health-server';
import { installRuntime } from './install-runtime';
import { noticesOf } from './notices';
import { readWebhooks } from './read-webhooks';
import { registerSearchAttributes } from './search-attributes';
import { workflowCode } from './workflow-code';

/**
 * Runs a worker until it is told to stop (SIGINT, SIGTERM), then lets it end within bounded time.
 * @throws StartupError for all that its operator can mend.
 */
export async function runWorker(config: Config, temporal: TemporalSettings): Promise<void> {
  const { taskQueue, healthPort, metricsPort } = config.worker;
  const clusters = connectClusters(config.clusters);
  const webhooks = readWebhooks(config.notifications);
  const logger = new DefaultLogger('INFO');
  installRuntime(logger, metricsPort);
  leaveSignalsToRuntime();
  let worker: Worker | undefined;
  // Before the worker: what it holds cannot be given back until it has run.
  const health = await serveHealth(() => worker?.getState() ?? 'STARTING', healthPort);
  try {
    const connection = await connectTemporal(temporal);
    try {
      const { namespace } = temporal;
      const searchAttributes = await registerSearchAttributes(connection, namespace);
      if (!searchAttributes)
        logger.warn('Search attributes could not be registered; runs go on without them', { namespace });
      worker = await createWorker({
        connection,
        namespace,
        taskQueue,
        dependencies: { clusters, searchAttributes, notices: noticesOf(webhooks, clusters.keys(), namespace) },
        code: workflowCode(),
      });
      logger.info('Worker is up', {
        temporal: temporal.address,
        namespace,
        taskQueue,
        health: health.port,
        clusters: [...clusters.keys()].join(', '),
      });
      void Promise.all([...clusters.values()].map((cluster) => greet(cluster, logger)));
      await worker.run();
    } finally {
      await connection.close();
    }
  } finally {
    await health.close();
    await Promise.all([...clusters.values()].map(({ elasticsearch }) => elasticsearch.close()));
  }
}

/** Says once at start what each cluster is, or why it cannot be reached, so that a wrong address shows before the first night. */
async function greet({ name, elasticsearch }: Cluster, logger: DefaultLogger): Promise<void> {
  try {
    const { distribution, version } = await elasticsearch.capabilities();
    logger.info(`Cluster ${name} answers`, { address: elasticsearch.address, distribution, version });
  } catch (error) {
    logger.warn(`Cluster ${name} does not answer yet: ${error instanceof Error ? error.message : String(error)}`);
  }
}
