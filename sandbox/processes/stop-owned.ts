import os from 'node:os';
import { ownIdentity } from './identity';
import { readRecords } from './record';
import { stopServer } from './stop';

/** Stops every server that this process started and still owns. */
export async function stopOwned(): Promise<void> {
  const own = ownIdentity();
  const mine = readRecords().filter(({ owner }) => owner?.pid === own.pid && owner.startTime === own.startTime);
  await Promise.all(mine.map((record) => stopServer(record)));
}

/**
 * From now on SIGINT, SIGTERM and SIGHUP stop what this process owns, and then end it with 128 + the signal's number.
 * @param first ends what this process has started besides, and might go on starting servers.
 */
export function stopOwnedOnSignal(first: () => Promise<unknown> = () => Promise.resolve()): void {
  let stopping = false;
  const end = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    // A start that goes on meanwhile may spawn one more server; then the next command's reaping ends that one.
    void first()
      .finally(stopOwned)
      .finally(() => process.exit(128 + os.constants.signals[signal]));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}
