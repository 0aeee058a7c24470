import type { RepositoryDefinition } from './repository-definition';

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
  /** The repository under its name in the cluster that restores, where that is not the cluster's own. */
  repository?: string;
  /** Indices that have to go in the moment in which the restore begins. */
  replacing?: ReplacedIndex[];
}

/** A snapshot that is restored from, and why. */
export interface ChosenSnapshot {
  snapshot: string;
  /** A clause: `the newest that holds it`. */
  why: string;
  /** ISO 8601, UTC; absent where the server does not say. */
  startedAt?: string;
}

/** An index that gives its name to one from a backup. It is kept until that one is complete. */
export interface ReplacedIndex {
  name: string;
  uuid: string;
  /** As what it is kept meanwhile: another index, or a snapshot in the cluster's repository. */
  kept: { as: 'index' | 'snapshot'; name: string };
  /** Somebody had blocked it for writing before. */
  wasBlocked: boolean;
  /** Its aliases as the server tells them, which the new one gets. */
  aliases: Record<string, Record<string, unknown>>;
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
  /** Each is one request to the server. */
  steps: RestoreStep[];
  /** By name, each once. */
  snapshots: ChosenSnapshot[];
  /** Indices that stay out because their names are taken. */
  skipped: string[];
  /** Why it may not be done, one sentence each; a run goes on only when there is none. */
  objections: string[];
  /** The other cluster that it goes to, and how that one reads the repository. */
  elsewhere?: Elsewhere;
  /** Of all indices in their snapshots, primaries only; 0 where the server could not say. */
  bytes: number;
  /** What a person should know, one sentence each. */
  warnings: string[];
  fit: PlannedFit;
}

/** How another cluster reads the repository of the one that took the snapshots. */
export interface Elsewhere {
  /** The name of the repository there. */
  repository: string;
  /** What to register under that name for the time of the restore; absent where it is there. */
  register?: RepositoryDefinition;
}

/** The names that the indices of a step get. */
export function targetsOf({ indices }: Pick<RestoreStep, 'indices'>): string[] {
  return indices.map(({ as }) => as);
}
