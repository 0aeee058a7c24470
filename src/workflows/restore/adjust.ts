import { ApplicationFailure, allHandlersFinished, condition, defineUpdate, setHandler } from '@temporalio/workflow';
import { z } from 'zod';
import type { ByteSize } from '../../planning/byte-size';
import { parseInput } from '../../planning/input';
import type { TimeSpan } from '../../planning/time-span';
import { failureMessage, failureType } from '../failure-type';
import { lifetimeField, speedField } from '../input-fields';

/** What can be changed about a restore while it runs. */
const changeSchema = z
  .strictObject({ speed: speedField.optional(), expireAfter: lifetimeField.optional() })
  .refine(({ speed, expireAfter }) => (speed ?? expireAfter) !== undefined, {
    when: () => true,
    error: 'says nothing to change: give a "speed" or "expireAfter"',
  });
const example = { speed: '20MB', expireAfter: '14d' };

export type RestoreChange = z.input<typeof changeSchema>;

export const adjustUpdate = defineUpdate<string, [unknown]>('adjust');

/** What carries changes out; one that is absent cannot be changed now. */
export interface Adjustable {
  speed: (speed: ByteSize) => Promise<void>;
  expireAfter: (after: TimeSpan | 'never') => Promise<void>;
}

/** Takes changes of `speed` and `expireAfter` while a restore runs, by the update `adjust`. */
export class Adjustments {
  private adjustable: Partial<Adjustable> = {};
  private stage: 'before' | 'during' | 'over' = 'before';

  constructor() {
    setHandler(adjustUpdate, (raw: unknown) => this.take(raw), {
      validator: (raw: unknown) => void this.check(raw),
      description: `Change the speed or the expiry of this restore: ${JSON.stringify(example)}`,
    });
  }

  /** From here on changes can be made. */
  open(adjustable: Partial<Adjustable>): void {
    this.adjustable = adjustable;
    this.stage = 'during';
  }

  /** From here on none is taken any more. */
  end(): void {
    this.stage = 'over';
  }

  /** The same; returns when those that were taken are made. */
  async close(): Promise<void> {
    this.end();
    await condition(allHandlersFinished);
  }

  /** Synchronous: what a validator throws later would leave the run hanging. */
  private check(raw: unknown): z.output<typeof changeSchema> {
    const change = parseInput('adjust', changeSchema, raw, example);
    if (this.stage === 'before')
      throw new Error('The restore has not begun yet: change it when the run says "restoring"');
    if (this.stage === 'over') throw new Error('The restore is over: there is nothing left to change');
    for (const what of ['speed', 'expireAfter'] as const)
      if (change[what] !== undefined && this.adjustable[what] === undefined)
        throw new Error(`"${what}" cannot be changed in this run`);
    return change;
  }

  private async take(raw: unknown): Promise<string> {
    const { speed, expireAfter } = this.check(raw);
    const said: string[] = [];
    try {
      if (speed !== undefined) {
        await this.adjustable.speed?.(speed);
        said.push(`at most ${speed.toString()} a second on each node`);
      }
      if (expireAfter !== undefined) {
        await this.adjustable.expireAfter?.(expireAfter);
        said.push(expireAfter === 'never' ? 'kept for good' : `deleted after ${expireAfter.toString()}`);
      }
    } catch (error) {
      // Else the person reads "Activity task failed".
      const message = [...said.map((done) => `changed: ${done}`), failureMessage(error)].join('; but ');
      throw ApplicationFailure.nonRetryable(message, failureType(error) ?? 'Refused');
    }
    return `Changed: ${said.join(', ')}`;
  }
}
