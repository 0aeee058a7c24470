import type { ScheduleStep } from '../../planning/schedule-plan';

const words = {
  create: 'create',
  update: 'update',
  keep: 'unchanged',
  remove: 'remove',
  leave: 'left over',
  refuse: 'refused',
} as const;

/** One line for each schedule, and one for each part of it that changes. */
export function describeSteps(steps: readonly ScheduleStep[]): string {
  return steps.flatMap(describeStep).join('\n');
}

function describeStep(step: ScheduleStep): string[] {
  const line = `${words[step.action].padEnd(10)} ${step.id}`;
  if (step.action === 'leave')
    return [`${line}: its cluster, or the schedule of it, left the file (remove it: --prune)`];
  if (step.action === 'refuse') return [`${line}: it was not made by logkeep, delete or rename it in Temporal`];
  if (step.action !== 'update') return [line];
  const width = Math.max(...step.changes.map(({ field }) => field.length));
  return [line, ...step.changes.map(({ field, from, to }) => `           ${field.padEnd(width)}  ${from} → ${to}`)];
}

/** `2 created, 1 unchanged` */
export function summarise(steps: readonly ScheduleStep[]): string {
  const done = {
    create: 'created',
    update: 'updated',
    keep: 'unchanged',
    remove: 'removed',
    leave: 'left over',
    refuse: 'refused',
  };
  const counts = Object.entries(done).map(([action, word]) => {
    const amount = steps.filter((step) => step.action === action).length;
    return amount === 0 ? '' : `${amount} ${word}`;
  });
  return counts.filter((text) => text !== '').join(', ');
}
