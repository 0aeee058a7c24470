import type { ServerRecord } from '../processes/record';
import { writeRecord } from '../processes/record';
import { isBeingStopped, isRunning, stopServer } from '../processes/stop';
import { SandboxError } from '../sandbox-error';
import { waitUntil } from '../wait-until';
import { tail } from './tail';

/**
 * Waits until a started server answers, and notes that in its record. A server that ends instead, or that takes longer
 * than two minutes, is stopped and reported with the last lines of its log.
 */
export async function awaitReady(record: ServerRecord, isReady: () => Promise<boolean>): Promise<ServerRecord> {
  try {
    await waitUntil(
      async () => {
        if (!isRunning(record)) throw endedEarly(record);
        // While it starts, every kind of failure to answer means: not yet.
        return isReady().catch(() => false);
      },
      { boundMs: 120_000, everyMs: 100, onTimeout: () => tooSlow(record) },
    );
  } catch (error) {
    await stopServer(record);
    throw error;
  }
  const ready: ServerRecord = { ...record, state: 'ready' };
  writeRecord(ready);
  return ready;
}

function endedEarly(record: ServerRecord): SandboxError {
  if (isBeingStopped(record)) return new SandboxError(`${record.title} was stopped while it was starting.`);
  const log = tail(record.logFile);
  if (/address already in use|failed to bind|BindException/i.test(tail(record.logFile, 200)))
    return new SandboxError(
      `${record.title} could not start because another program took one of its ports (${Object.values(record.ports).join(', ')}) meanwhile; run again, or choose another port.`,
    );
  return new SandboxError(
    `${record.title} ended while it was starting; the last lines of ${record.logFile} tell why, mend that and run again:\n${log}`,
  );
}

function tooSlow(record: ServerRecord): SandboxError {
  return new SandboxError(
    `${record.title} was not ready after two minutes; is the machine very busy? Run again, or see ${record.logFile}:\n${tail(record.logFile)}`,
  );
}
