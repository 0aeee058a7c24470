import type { CuratorSetting } from './kubernetes-settings';
import type { CuratorFile } from './curator-file';
import type { Suspension } from './curator-suspension';
import type { CronJob } from './manifest';

/** A CronJob of the namespace that runs Curator. */
export interface CuratorJob {
  cronJob: CronJob;
  suspension: Suspension;
  /** Null when it could not be read. */
  file: CuratorFile | null;
  /** What it does when it runs, a sentence; null when that is nothing to backups. */
  threat: string | null;
}

/** The Curators beside a cluster on Kubernetes. */
export interface CuratorFacts {
  setting: CuratorSetting;
  /** Null when logkeep may not look for them. */
  jobs: CuratorJob[] | null;
  /** What logkeep may not do that suspending or resuming them needs, in the words of `kubectl auth can-i`. */
  missingRights: string[];
}
