/** One index of a snapshot and what becomes of it. */
export interface PlannedIndex {
  /** Its name in the snapshot. */
  index: string;
  /** The name that it gets. */
  as: string;
  /** Of its primary shards in the snapshot; 0 where the server could not say. */
  bytes: number;
  /** How many primary shards it has, where that is known. */
  shards?: number;
  /** How many copies of each its settings ask for, where that is known. */
  replicas?: number;
}

/** One snapshot and the indices to bring back from it. */
export interface RestoreStep {
  snapshot: string;
  indices: PlannedIndex[];
}

/** Something that stands in the way of a restore, or that a person should know before it. */
export interface Check {
  /** By which an operator may overrule it. */
  name: string;
  level: 'fatal' | 'warning';
  /** What, why, and what to do. */
  sentence: string;
}

/** Whether the indices have room on the disks of the data nodes. */
export interface PlannedFit {
  verdict: 'fits' | 'fits without replicas' | 'does not fit';
  /** Says by how much, and what would make it fit. */
  sentence: string;
  /** What each node has to spare above its watermarks, and what it would be given. Bytes. */
  nodes: { node: string; free: number; needed: number }[];
}

/** What a restore will do, decided before anything is done. */
export interface RestorePlan {
  steps: RestoreStep[];
  /** Of all indices in their snapshots, primaries only; 0 where the server could not say. */
  bytes: number;
  /** What a person should know, one sentence each. */
  warnings: string[];
  fit: PlannedFit;
}

/** The names that the indices of a step get. */
export function targetsOf({ indices }: Pick<RestoreStep, 'indices'>): string[] {
  return indices.map(({ as }) => as);
}
