import { ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { insteadOf } from '../../planning/instead-of';
import { CommandError } from '../exit-code';
import { atMost } from './at-most';
import { atOnce } from './find-schedules';
import type { FilePlan } from './plan-for-file';
import { optionsOf } from './temporal-schedule';

type Options = ReturnType<typeof optionsOf>;

/**
 * Takes the steps of a plan that change something.
 * @throws CommandError when the server refuses one, or somebody was at work at the same time; what was done stays.
 */
export async function converge(client: Client, { steps, wanted, surroundings }: FilePlan): Promise<void> {
  const options = new Map(wanted.map((schedule) => [schedule.id, optionsOf(schedule, surroundings)]));
  await atMost(atOnce, steps, async ({ action, id }) => {
    const wish = options.get(id);
    if (action === 'remove') await remove(client, id);
    if (action === 'create' && wish !== undefined) await readably(id, client.schedule.create(wish));
    if (action === 'update' && wish !== undefined) await readably(id, update(client, wish));
  });
}

/** Deletes a schedule; one that is gone already is deleted. Runs that it has started go on. */
export async function remove(client: Client, id: string): Promise<void> {
  await insteadOf(ScheduleNotFoundError, client.schedule.getHandle(id).delete(), undefined);
}

/** A pause, and its note, are a person's decision; that somebody limited the runs is undone. */
function update(client: Client, options: Options): Promise<void> {
  return client.schedule
    .getHandle(options.scheduleId)
    .update(({ state: { paused, note } }) => ({ ...options, state: { paused, ...(note ? { note } : {}) } }));
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
