import { NativeConnection } from '@temporalio/worker';
import type { TemporalSettings } from '../config/temporal';
import { temporalUnreachable } from '../config/temporal';
import { StartupError } from './startup-error';

/** @throws StartupError saying which address and namespace were tried, and where they came from. */
export async function connectTemporal(settings: TemporalSettings): Promise<NativeConnection> {
  const connection = await NativeConnection.connect(settings.connection).catch((error: unknown) => {
    throw new StartupError(temporalUnreachable(settings, reasonOf(error)), { cause: error });
  });
  try {
    await connection.workflowService.describeNamespace({ namespace: settings.namespace });
  } catch (error) {
    await connection.close();
    throw new StartupError(temporalUnreachable(settings, reasonOf(error)), { cause: error });
  }
  return connection;
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300);
}
