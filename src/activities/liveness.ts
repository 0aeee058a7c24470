import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { toFailure } from './failure';

const latest = new WeakMap<Context, unknown>();
const interval = 1_000;

/** Keeps what the activity is doing with its heartbeats, where the command and the Temporal UI show it. */
export function report(details: unknown): void {
  const context = Context.current();
  latest.set(context, details);
  context.heartbeat(details);
}

/**
 * Runs around every activity: heartbeats for as long as it lasts, so that a worker that died is noticed within
 * seconds whatever the activity was waiting for, and classifies what it throws.
 */
export class Liveness implements ActivityInboundCallsInterceptor {
  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const context = Context.current();
    const heart = setInterval(() => context.heartbeat(latest.get(context)), interval);
    try {
      return await next(input);
    } catch (error) {
      const failure = toFailure(error, context.info.attempt);
      if (failure instanceof ApplicationFailure && failure.type === 'Bug')
        context.log.error('A fault of logkeep itself', { error });
      throw failure;
    } finally {
      clearInterval(heart);
    }
  }
}
