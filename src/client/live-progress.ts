import { arrayFromPayloads, defaultPayloadConverter } from '@temporalio/common';
import type { IndexProgress } from '../planning/restore-progress';
import type { Transfer } from '../planning/transfer';
import { progressQueryName } from '../workflows/progress';
import type { Progress } from '../workflows/progress';
import type { Run } from './logkeep-client';

/** Progress as fresh as it gets: the run's own, with the last heartbeat of its activity and why that is being tried again. */
export interface LiveProgress extends Progress {
  /** What the current step waits for at this moment. */
  waitingFor?: string;
  /** Why the current step is being tried again, and for which time. */
  retrying?: { attempt: number; reason: string };
}

interface Beat {
  transfer?: Transfer;
  indices?: IndexProgress[];
  /** Activities that wait for a lease report its holder, whom the message names. */
  waitingFor?: string | string[] | object;
}

/** Asks once. Null while no worker answers the query. */
export async function readProgress(run: Run): Promise<LiveProgress | null> {
  const [progress, description] = await Promise.all([
    // Fails while no worker is there; the run itself is none the worse for it.
    run.query<Progress>(progressQueryName).catch(() => null),
    run.describe(),
  ]);
  if (progress === null) return null;
  const activity = description.raw.pendingActivities?.[0];
  const beats = activity?.heartbeatDetails?.payloads ?? [];
  const [beat] = arrayFromPayloads(defaultPayloadConverter, beats) as [Beat?];
  const attempt = activity?.attempt ?? 1;
  const reason = activity?.lastFailure?.message;
  const waitingFor = [beat?.waitingFor ?? []].flat().filter((clause) => typeof clause === 'string');
  return {
    ...progress,
    ...(beat?.transfer === undefined ? {} : { transfer: beat.transfer }),
    ...(beat?.indices === undefined ? {} : { indices: beat.indices }),
    ...(waitingFor.length === 0 ? {} : { waitingFor: waitingFor.join(', ') }),
    ...(attempt > 1 && reason != null && reason !== '' ? { retrying: { attempt, reason } } : {}),
  };
}

const lastWords = 3000;

/** What an ended run has put back and what it has left; undefined when no worker answers soon. */
export async function readUndone(run: Run): Promise<string[] | undefined> {
  try {
    const { undone = [] } = await run.client.withDeadline(Date.now() + lastWords, () =>
      run.query<Progress>(progressQueryName),
    );
    return undone;
  } catch {
    return undefined;
  }
}
