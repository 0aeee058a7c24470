import type { ContainerStatus, ObjectEvent, Pod } from './manifest';

/** What keeps a pod from becoming ready. */
export interface PodTrouble {
  /** A clause for people. */
  what: string;
  /** Whether waiting on does not help any more. */
  isHopeless: boolean;
}

/** How long a trouble may take to pass, in milliseconds: a volume is let go by a lost node only after six minutes. */
export function patienceWith({ what }: PodTrouble): number {
  return what.startsWith('FailedAttachVolume') ? 480_000 : 120_000;
}

/** From this many restarts on, a container that ends again and again counts as stuck. */
const mostRestarts = 3;

const waitingFor: Record<string, string> = {
  ErrImagePull: 'its image cannot be pulled',
  ImagePullBackOff: 'its image cannot be pulled',
  ErrImageNeverPull: 'its image is not on the node',
  InvalidImageName: 'its image has an invalid name',
  CreateContainerConfigError: 'its container cannot be configured',
  CreateContainerError: 'its container cannot be created',
  RunContainerError: 'its container cannot be run',
};

/**
 * Why a pod is not ready, read from its conditions, its containers and its events, or null when it is just starting.
 * @param events the pod's, newest first.
 */
export function podTrouble(pod: Pod, events: readonly ObjectEvent[]): PodTrouble | null {
  return unscheduled(pod) ?? containerTrouble(pod) ?? volumeTrouble(pod, events);
}

function unscheduled(pod: Pod): PodTrouble | null {
  const condition = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (condition?.status !== 'False') return null;
  return { what: `no node can take it: ${condition.message ?? condition.reason ?? 'unknown'}`, isHopeless: false };
}

function containerTrouble(pod: Pod): PodTrouble | null {
  for (const status of statusesOf(pod)) {
    const trouble = troubleOf(status);
    if (trouble !== null) return trouble;
  }
  return null;
}

function troubleOf({ name, state, restartCount = 0, ...rest }: ContainerStatus): PodTrouble | null {
  const waiting = state?.waiting;
  const known = waitingFor[waiting?.reason ?? ''];
  if (known !== undefined) {
    const said = waiting?.message === undefined ? '' : `: ${waiting.message}`;
    return { what: `${known} (container ${name})${said}`, isHopeless: false };
  }
  if (waiting?.reason !== 'CrashLoopBackOff' && restartCount < mostRestarts) return null;
  if (rest.ready === true) return null;
  const last = (rest['lastState'] as ContainerStatus['state'])?.terminated ?? state?.terminated;
  return {
    what: `its container ${name} ends again and again: ${lastWords(last)}`,
    // One that was just ended by us may have ended often in its long life.
    isHopeless: waiting?.reason === 'CrashLoopBackOff' && restartCount >= mostRestarts,
  };
}

/** What the container left as its message; without one, `Error, exit code 78`. */
function lastWords(last: NonNullable<ContainerStatus['state']>['terminated']): string {
  const message = last?.message?.trim() ?? '';
  return message === '' ? `${last?.reason ?? 'Error'}, exit code ${last?.exitCode ?? 'unknown'}` : message;
}

/** Mounts are tried again for ever; only the events tell. Once a container has run, they are overcome. */
function volumeTrouble(pod: Pod, events: readonly ObjectEvent[]): PodTrouble | null {
  if (statusesOf(pod).some(hasRun)) return null;
  // A disk that another node still holds is told first by its attaching, and from then on ever anew by its mounting.
  const failed =
    events.find(({ reason }) => reason === 'FailedAttachVolume') ??
    events.find(({ reason }) => ['FailedMount', 'FailedCreatePodSandBox'].includes(reason));
  return failed === undefined ? null : { what: `${failed.reason}: ${failed.message}`, isHopeless: false };
}

function hasRun({ state }: ContainerStatus): boolean {
  return state?.running !== undefined || state?.terminated !== undefined;
}

function statusesOf({ status }: Pod): ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

/** Whether a pod's Ready condition holds and it is not on its way out. */
export function isReady(pod: Pod): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}
