import type { ContainerStatus, ObjectEvent, Pod } from './manifest';
import { mountFailure } from './mount-failure';

/** What a probe has found so far. */
export interface ProbeResult {
  node: string;
  /** As which user it tried. */
  uid: number;
  outcome: ProbeOutcome;
  /** The sentence or the system's own words that explain the outcome. */
  detail: string;
  /** The nodes whose files it has not seen. */
  missing: string[];
  /** What the owner file in the cluster's folder holds; null when there is none. */
  owner: string | null;
  /** ISO 8601; absent while it has not run. */
  startedAt?: string;
  finishedAt?: string;
}

const found = ['fine', 'denied', 'read-only', 'full', 'failed', 'not-shared'] as const;
type Found = (typeof found)[number];

/** What the script found; or why it does not run, which may pass. */
export type ProbeOutcome = Found | 'unschedulable' | 'no-image' | 'no-mount' | 'waiting';

/** Whether the probe has ended; until then, its outcome is what holds it up. */
export function isOver({ outcome }: ProbeResult): boolean {
  return found.some((ending) => ending === outcome);
}

/**
 * What a probe pod has found, or what keeps it from running.
 * @param pod null when it is gone.
 * @param events the pod's, newest first.
 */
export function probeResult(
  { node, uid }: { node: string; uid: number },
  pod: Pod | null,
  events: readonly ObjectEvent[],
): ProbeResult {
  const nothing = { node, uid, detail: '', missing: [], owner: null };
  if (pod === null) return { ...nothing, outcome: 'failed', detail: 'somebody has deleted the probe pod' };
  const status = pod.status?.containerStatuses?.[0];
  const ended = status?.state?.terminated;
  if (ended !== undefined) return { ...nothing, ...reported(ended), ...times(ended) };
  if (pod.status?.phase === 'Failed') return { ...nothing, outcome: 'failed', detail: evicted(pod) };
  return { ...nothing, ...(unscheduled(pod) ?? withoutImage(status) ?? unmounted(node, events, status) ?? waiting) };
}

type Partly = Pick<ProbeResult, 'outcome' | 'detail'>;
const waiting: Partly = { outcome: 'waiting', detail: '' };

type Ended = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

function reported({ message = '', reason, exitCode }: Ended): Partial<ProbeResult> & Pick<ProbeResult, 'outcome'> {
  const [, report = message, owner = null] = /^([^]*?)^owner:\n([^]*)$/m.exec(message) ?? [];
  const values = new Map(report.split('\n').map((line) => split(line)));
  const outcome = found.find((ending) => ending === values.get('outcome'));
  if (outcome === undefined) return { outcome: 'failed', detail: endedWith(message, reason, exitCode) };
  return {
    outcome,
    detail: values.get('detail') ?? '',
    missing: (values.get('missing') ?? '').split(' ').filter((name) => name !== ''),
    owner,
  };
}

function split(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}

function endedWith(message: string, reason = 'no reason', exitCode = -1): string {
  const said = message.trim() === '' ? '' : `: ${message.trim().slice(0, 300)}`;
  return `the probe ended with ${reason} (exit code ${exitCode})${said}`;
}

function times({ startedAt, finishedAt }: Ended): Pick<ProbeResult, 'startedAt' | 'finishedAt'> {
  return { ...(startedAt === undefined ? {} : { startedAt }), ...(finishedAt === undefined ? {} : { finishedAt }) };
}

function evicted({ status }: Pod): string {
  const { reason, message } = (status ?? {}) as { reason?: string; message?: string };
  return `the probe pod failed: ${message ?? reason ?? 'its status does not say why'}`;
}

function unscheduled({ status }: Pod): Partly | null {
  const condition = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (condition?.status !== 'False') return null;
  return { outcome: 'unschedulable', detail: condition.message ?? condition.reason ?? 'no reason given' };
}

function withoutImage(status: ContainerStatus | undefined): Partly | null {
  const { reason = '', message } = status?.state?.waiting ?? {};
  if (!/^(ErrImage|ImagePull|InvalidImageName|ImageInspectError|RegistryUnavailable)/.test(reason)) return null;
  return { outcome: 'no-image', detail: message ?? reason };
}

/** The kubelet tries mounts again for ever, so that a container that runs has left its earlier failures behind. */
function unmounted(node: string, events: readonly ObjectEvent[], status: ContainerStatus | undefined): Partly | null {
  if (status?.state?.running !== undefined) return null;
  const failures = events.filter(({ reason }) => reason === 'FailedMount' || reason === 'FailedAttachVolume');
  // "timed out waiting for the condition" follows each failure and hides what it was.
  const telling = failures.find(({ message }) => !/timed out waiting for the condition/.test(message)) ?? failures[0];
  return telling === undefined ? null : { outcome: 'no-mount', detail: mountFailure(node, telling.message) };
}
