import { ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { insteadOf } from '../../planning/instead-of';
import type { ScheduleStep, Wish } from '../../planning/schedule-plan';
import { CommandError } from '../exit-code';
import { atMost } from './at-most';
import { atOnce } from './find-schedules';
import { optionsOf } from './temporal-schedule';
import type { Surroundings } from './temporal-schedule';

/**
 * Takes the steps of a plan that change something.
 * @throws CommandError when the server refuses one, or somebody was at work at the same time; what was done stays.
 */
export async function converge(
  client: Client,
  steps: readonly ScheduleStep[],
  wishes: readonly Wish[],
  surroundings: Surroundings,
): Promise<void> {
  const wanted = new Map(wishes.map(({ schedule }) => [schedule.id, optionsOf(schedule, surroundings)]));
  await atMost(atOnce, steps, async ({ action, id }) => {
    const options = wanted.get(id);
    if (action === 'remove') await remove(client, id);
    if (options === undefined) return;
    if (action === 'create') await readably(id, client.schedule.create(options));
    if (action === 'update')
      // A pause, and its note, are a person's decision. That somebody limited the runs is undone.
      await readably(
        id,
        client.schedule
          .getHandle(id)
          .update(({ state: { paused, note } }) => ({ ...options, state: { paused, ...(note ? { note } : {}) } })),
      );
  });
}

/** Deletes a schedule; one that is gone already is deleted. Runs that it has started go on. */
export async function remove(client: Client, id: string): Promise<void> {
  await insteadOf(ScheduleNotFoundError, client.schedule.getHandle(id).delete(), undefined);
}

async function readably(id: string, request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning || error instanceof ScheduleNotFoundError)
      throw new CommandError(`Schedule ${id} was created or deleted by somebody else at the same time: run it again`);
    // So the client tells that the server cannot read the times, such as a zone that only newer servers know.
    if (error instanceof TypeError) throw new CommandError(`Temporal refuses schedule ${id}: ${error.message}`);
    throw error;
  }
}
