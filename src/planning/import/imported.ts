import type { IndexFilter } from '../selection/index-filters';
import type { SnapshotFilter } from '../selection/snapshot-filters';

/** A cluster of logkeep.yaml as an import writes it: only what can be told from where it comes from. */
export interface ClusterSection {
  preset?: string;
  elasticsearch?: { url: string };
  schedule?: string;
  timezone?: string;
  indices?: { pattern?: string; maxAge?: string; filters?: WrittenFilter<IndexFilter>[] };
  repository?: { name: string };
  snapshots?: {
    name?: string;
    maxAge?: string;
    minCount?: number;
    maxCount?: number;
    filters?: WrittenFilter<SnapshotFilter>[];
  };
}

/** A filter as people write it: what is left out has its default. */
export type WrittenFilter<Filter> = Pick<Filter, Extract<keyof Filter, 'filtertype'>> & Partial<Filter>;

/** A comment above a key of the section. */
export interface Note {
  path: string[];
  text: string;
}

/** What an import makes of a file. */
export interface Imported {
  clusters: Record<string, ClusterSection>;
  notes: Note[];
  /** What is not carried over or behaves differently, one sentence each. */
  remarks: string[];
}

/** What the person who imports knows better than the file. */
export interface ImportWish {
  /** The name of the cluster in logkeep.yaml. */
  cluster?: string;
  /** How its daily indices are named. */
  pattern?: string;
}

/** The file is not of the kind that it should be. Each problem with its path, so that its place can be told. */
export class NotImportable extends Error {
  override readonly name = 'NotImportable';

  constructor(readonly problems: readonly { path: PropertyKey[]; message: string }[]) {
    super(problems.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  }
}
