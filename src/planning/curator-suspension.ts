import type { CronJob } from './manifest';

/** Where a CronJob that logkeep has suspended keeps what `spec.suspend` was before. */
export const suspensionAnnotation = 'logkeep/suspend-before';

type Patch = { metadata: object; spec: object };

/** `by logkeep`: what is to be undone; `by somebody`: a human's decision, which stays. */
export type Suspension = 'none' | 'by logkeep' | 'by somebody';

/** Who has suspended a CronJob. */
export function suspensionOf(cronJob: CronJob): Suspension {
  if (cronJob.spec.suspend !== true) return 'none';
  return cronJob.metadata.annotations?.[suspensionAnnotation] !== undefined && !isTakenOver(cronJob)
    ? 'by logkeep'
    : 'by somebody';
}

/** Somebody has resumed and suspended it again since: the API server notes who wrote a field last (from 1.18 on). */
function isTakenOver({ metadata }: CronJob): boolean {
  const owners = (metadata.managedFields ?? []).filter(({ fieldsV1 }) => setsSuspend(fieldsV1));
  return owners.length > 0 && owners.every(({ manager }) => manager !== 'logkeep');
}

function setsSuspend(fields: object | undefined): boolean {
  const spec = (fields as { 'f:spec'?: object } | undefined)?.['f:spec'];
  return spec !== undefined && 'f:suspend' in spec;
}

/** The merge patch that suspends a CronJob and remembers what it was. */
export function suspendPatch({ spec: { suspend = false } }: CronJob): Patch {
  return { metadata: { annotations: { [suspensionAnnotation]: String(suspend) } }, spec: { suspend: true } };
}

/** The merge patch that undoes it. */
export function resumePatch({ metadata }: CronJob): Patch {
  const suspend = metadata.annotations?.[suspensionAnnotation] === 'true';
  return { metadata: { annotations: { [suspensionAnnotation]: null } }, spec: { suspend } };
}

/** The CronJob as `suspendPatch` makes it, for people to look at. */
export function suspended(cronJob: CronJob): CronJob {
  const { metadata, spec } = cronJob;
  const annotations = { ...metadata.annotations, [suspensionAnnotation]: String(spec.suspend ?? false) };
  return { ...cronJob, metadata: { ...metadata, annotations }, spec: { ...spec, suspend: true } };
}
