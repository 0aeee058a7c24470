import type { CuratorJob } from '../curator-facts';
import type { Room } from '../disk-fit/room';
import type { Layout } from '../disk-fit/usual-layout';
import type { DeletingPolicy } from '../policy-rivals';
import type { StandingBlocks } from '../standing-blocks';

/** What the cluster that a restore goes to says of itself, as far as it matters to it. */
export interface RestoreFacts {
  /** What it is, for people: `elasticsearch 6.7.0`. */
  product: string;
  health: 'green' | 'yellow' | 'red';
  room: Room;
  /** How the live days are laid out: taken for an index of which the plan does not say it. */
  usual: Layout;
  blocks: StandingBlocks;
  /** Shard copies of open indices, those without a node among them. */
  openShards: number;
  /** Whether the server refuses indices beyond its limit of shards. */
  limitsShards: boolean;
  /** The snapshots that are being deleted, of whatever repository. */
  deletions: readonly { repository: string; snapshot: string }[];
  /** Whether a restore may begin while another snapshot is deleted (7.9). */
  restoresDuringDeletions: boolean;
  /** The closed indices among the targets. */
  closed: readonly { name: string; shards: number }[];
  cleaners: Cleaners;
  /** When it was looked. */
  now: Date;
}

export interface Cleaners {
  /** Null when logkeep may not look for them; none for a cluster that is not on Kubernetes. */
  curators: readonly CuratorJob[] | null;
  /** Policies of the server that reach restored indices; null when they could not be read. */
  policies: readonly DeletingPolicy[] | null;
}
