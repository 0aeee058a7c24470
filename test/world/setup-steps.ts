import type { KubeSphere } from './kubesphere';

/** The step of a setup and the request by which it can be told that a run has come to it. */
export interface SetupStep {
  step: string;
  path: 'kubernetes' | 'elasticsearch';
  method: string;
  request: RegExp;
  /** What the request says, where its address does not tell. */
  body?: RegExp;
}

const settings = { path: 'elasticsearch', method: 'PUT', request: /\/_cluster\/settings/ } as const;
const master = 'elasticsearch-logging-discovery';

/** In their order. */
export const setupSteps: SetupStep[] = [
  { step: 'inspecting', path: 'kubernetes', method: 'GET', request: /\/statefulsets\/elasticsearch-logging-data$/ },
  { step: 'saving the originals', path: 'kubernetes', method: 'POST', request: /\/secrets\?/ },
  {
    step: 'claiming',
    path: 'kubernetes',
    method: 'GET',
    request: /\/events\?.*elasticsearch-logging-backup|\/persistentvolumeclaims\/elasticsearch-logging-backup$/,
  },
  { step: 'probing', path: 'kubernetes', method: 'POST', request: /\/pods\?(?!.*dryRun)/ },
  { step: 'rehearsing', path: 'kubernetes', method: 'POST', request: /\/pods\?.*dryRun/ },
  {
    step: 'changing a template',
    path: 'kubernetes',
    method: 'PATCH',
    request: /\/statefulsets\/elasticsearch-logging-data\?/,
  },
  { step: 'editing path.repo', path: 'kubernetes', method: 'PATCH', request: /\/configmaps\// },
  { step: 'holding allocation', ...settings, body: /"primaries"/ },
  {
    step: 'stopping a data pod',
    path: 'kubernetes',
    method: 'DELETE',
    request: /\/pods\/elasticsearch-logging-data-1/,
  },
  { step: 'releasing allocation', ...settings, body: /allocation\.enable":null/ },
  {
    step: 'summoning the stand-in',
    path: 'kubernetes',
    method: 'PATCH',
    request: new RegExp(`/statefulsets/${master}\\?`),
    body: /"replicas":2/,
  },
  {
    step: 'ending the server',
    path: 'kubernetes',
    method: 'GET',
    request: new RegExp(`/pods/${master}-0/exec\\?.*kill(\\+|%20)-TERM`),
  },
  { step: 'stopping the master', path: 'kubernetes', method: 'DELETE', request: new RegExp(`/pods/${master}-0`) },
  { step: 'dismissing the stand-in', path: 'kubernetes', method: 'DELETE', request: /\/persistentvolumeclaims\// },
  { step: 'registering', path: 'elasticsearch', method: 'PUT', request: /\/_snapshot\/ks-log-snapshots(\?|$)/ },
  { step: 'proving', path: 'elasticsearch', method: 'PUT', request: /\/_snapshot\/ks-log-snapshots\/logkeep-proof/ },
];

/** What `mode: recreate` does instead of changing a template, for the first StatefulSet that has its turn. */
export const recreateSteps: SetupStep[] = [
  {
    step: 'remembering what a StatefulSet is to become',
    path: 'kubernetes',
    method: 'POST',
    request: /\/secrets\?/,
    body: /logkeep-recreate-/,
  },
  { step: 'deleting a StatefulSet', path: 'kubernetes', method: 'DELETE', request: /\/statefulsets\// },
  { step: 'creating it anew', path: 'kubernetes', method: 'POST', request: /\/statefulsets\?(?!.*dryRun)/ },
];

export interface HeldStep {
  step: string;
  arrived: Promise<void>;
  letGo: () => void;
}

/** Holds a run where it comes to this step, once. */
export function holdAt({ paths }: KubeSphere, { step, path, method, request, body }: SetupStep): HeldStep {
  return { step, ...paths[path].holdNext(method, request, body) };
}

export function stepNamed(name: string): SetupStep {
  const found = [...setupSteps, ...recreateSteps].find(({ step }) => step === name);
  if (found === undefined) throw new Error(`There is no step "${name}"`);
  return found;
}
