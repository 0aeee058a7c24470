import { isGrpcServiceError } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { TemporalSettings } from '../config/temporal';
import { namespaceMissing, temporalUnreachable } from '../config/temporal';
import { StartupError } from './startup-error';

/** `grpc.status.NOT_FOUND`. */
const notFound = 5;

/** @throws StartupError saying which address and namespace were tried, and where they came from. */
export async function connectTemporal(settings: TemporalSettings): Promise<NativeConnection> {
  const connection = await NativeConnection.connect(settings.connection).catch((error: unknown) => {
    throw new StartupError(temporalUnreachable(settings, reasonOf(error)), { cause: error });
  });
  try {
    await connection.workflowService.describeNamespace({ namespace: settings.namespace });
  } catch (error) {
    await connection.close();
    const isMissing = isGrpcServiceError(error) && (error.code as number) === notFound;
    const message = isMissing
      ? namespaceMissing(settings.address, settings.namespace)
      : temporalUnreachable(settings, reasonOf(error));
    throw new StartupError(message, { cause: error });
  }
  return connection;
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // The native client quotes its own structures; what the operating system said is inside of them.
  const innermost = /\bmessage: "([^"]+)"/.exec(message)?.[1] ?? message;
  return innermost.replace(/\s+/g, ' ').slice(0, 300).replace(/\.$/, '');
}
