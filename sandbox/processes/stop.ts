import { SandboxError } from '../sandbox-error';
import { waitUntil } from '../wait-until';
import { groupMembers, hasEnvironment, isDying } from './group';
import { isAlive } from './identity';
import { removeKernelObjects } from './kernel-objects';
import { removeRecord } from './record';
import type { ServerRecord } from './record';

/** The environment variable that marks every process of a sandbox server. */
export const markVariable = 'LOGKEEP_SANDBOX_MARK';

/**
 * Ends exactly the server of this record and forgets it: the whole group gets a TERM (or `signal`), and a KILL if
 * some of it is still there after `graceMs` milliseconds.
 */
export async function stopServer(
  record: ServerRecord,
  { signal = 'SIGTERM', graceMs = 20_000 }: { signal?: NodeJS.Signals; graceMs?: number } = {},
): Promise<void> {
  stopping.add(record.mark);
  if (!(await endedAfter(record, signal, graceMs)) && !(await endedAfter(record, 'SIGKILL', 10_000)))
    throw new SandboxError(
      `${record.name} (process ${record.process.pid}) did not end even when killed; end it by hand.`,
    );
  await forgetServer(record);
}

/** Removes what the kernel still keeps for a server that has ended, and then its record. */
export async function forgetServer(record: ServerRecord): Promise<void> {
  if (record.kernelObjects) await removeKernelObjects(record.kernelObjects, record.mark);
  removeRecord(record);
}

// Marks of the servers that this process has set out to stop.
const stopping = new Set<string>();

/** Whether this process itself is ending the server, so that its end is no failure. */
export function isBeingStopped(record: ServerRecord): boolean {
  return stopping.has(record.mark);
}

/** Whether any process of this server still runs. */
export function isRunning(record: ServerRecord): boolean {
  return livingProcesses(record).length > 0;
}

async function endedAfter(record: ServerRecord, signal: NodeJS.Signals, boundMs: number): Promise<boolean> {
  const told = new Set(livingProcesses(record));
  // With the leader alive the whole group is meant, including what it forks at this very moment.
  for (const target of isAlive(record.process) ? [-record.process.pid] : told) send(target, signal);
  const timeout = new Error('still running');
  const ended = () => {
    const left = livingProcesses(record);
    // What was forked while its parent was being told is told now.
    for (const pid of left.filter((one) => !told.has(one))) send(pid, signal);
    left.forEach((pid) => told.add(pid));
    return left.length === 0;
  };
  return waitUntil(ended, { boundMs, onTimeout: () => timeout }).catch((error: unknown) => {
    if (error === timeout) return false;
    throw error;
  });
}

function livingProcesses(record: ServerRecord): number[] {
  const members = groupMembers(record.process.pid);
  // While the leader lives the group is surely ours. Without it (a launcher that was killed before its server) the
  // group's number may belong to somebody else by now, so each member has to carry the server's mark, or be past carrying
  // one, when a signal no longer does anything but its ports are not free yet.
  if (isAlive(record.process)) return members;
  return members.filter((pid) => hasEnvironment(pid, markVariable, record.mark) || isDying(pid));
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
