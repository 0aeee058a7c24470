import { Runtime, makeTelemetryFilterString } from '@temporalio/worker';
import type { DefaultLogger } from '@temporalio/worker';
import { StartupError } from './startup-error';

/**
 * Sets up what all of Temporal's native code in this process shares: logs, and metrics for Prometheus on that port.
 * @throws StartupError when the port is taken.
 */
export function installRuntime(logger: DefaultLogger, metricsPort: number | undefined): void {
  const metrics =
    metricsPort === undefined ? {} : { metrics: { prometheus: { bindAddress: `0.0.0.0:${metricsPort}` } } };
  try {
    Runtime.install({
      logger,
      telemetryOptions: {
        logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'WARN' }), forward: {} },
        ...metrics,
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (metricsPort === undefined || !reason.includes('metrics exporter')) throw error;
    throw new StartupError(
      `The metrics endpoint cannot listen on port ${metricsPort} (${reason}): set worker.metricsPort in logkeep.yaml to a free one`,
      { cause: error },
    );
  }
}
