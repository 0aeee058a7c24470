import { repository } from './log-cluster';
import type { SlowPath } from './slow-path';

/** A step of a backup and the request by which it can be told that a run has come to it. */
export interface BackupStep {
  step: string;
  method: string;
  request: RegExp;
}

/** In their order. */
export const backupSteps: BackupStep[] = [
  { step: 'planning', method: 'GET', request: new RegExp(`/_snapshot/${repository}/snapshot-`) },
  { step: 'marking what is to be sealed', method: 'POST', request: /\/_aliases/ },
  { step: 'sealing', method: 'PUT', request: /\/ks-logstash-log-[^/]*\/_settings/ },
  { step: 'writing the ledger', method: 'PUT', request: /\/logkeep-ledger-[^/]*\/_doc\// },
  { step: 'starting the snapshot', method: 'PUT', request: new RegExp(`/_snapshot/${repository}/snapshot-`) },
  { step: 'deleting snapshots', method: 'DELETE', request: new RegExp(`/_snapshot/${repository}/snapshot-`) },
  { step: 'deleting indices', method: 'DELETE', request: /\/ks-logstash-log-/ },
];

/** Holds a run where it comes to this step, once. */
export function holdBackupAt(path: SlowPath, { method, request }: BackupStep): ReturnType<SlowPath['holdNext']> {
  return path.holdNext(method, request);
}

export function stepNamed(name: string): BackupStep {
  const found = backupSteps.find(({ step }) => step === name);
  if (found === undefined) throw new Error(`There is no step "${name}"`);
  return found;
}
