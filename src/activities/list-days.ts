import { ElasticsearchError } from '../elasticsearch/errors';
import { listIndices } from '../elasticsearch/indices';
import { getIndexSizes } from '../elasticsearch/snapshot-progress';
import { listSnapshots } from '../elasticsearch/snapshots';
import { insteadOf } from '../planning/instead-of';
import { chooseSnapshots } from '../planning/restore-choice';
import { heldDays } from '../planning/restore/missing-days';
import { newestFirst } from '../planning/snapshot-order';
import { TimeZone } from '../planning/time-zone';
import type { Cluster, Dependencies } from './cluster';
import { clusterNamed } from './cluster';
import { withinActivity } from './within-activity';

/** A day that can be restored. */
export interface BackedUpDay {
  /** `YYYY-MM-DD`. */
  day: string;
  index: string;
  /** The newest snapshot that holds it whole. */
  snapshot: string;
  /** In that snapshot; absent where it takes the server too long to say. */
  bytes?: number;
  /** Its index is in the cluster, too. */
  isLive: boolean;
}

export interface BackedUpDays {
  repository: string;
  total: number;
  /** The newest first, at most as many as asked for. */
  days: BackedUpDay[];
}

/** Before 7.13 a server reads a file for every shard to tell sizes; a person waits for this. */
const patience = 10_000;

export async function listDays(
  dependencies: Dependencies,
  { cluster: name, most }: { cluster: string; most: number },
): Promise<BackedUpDays> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const { elasticsearch, repository, indexPattern: pattern, timeZone } = cluster;
  const snapshots = await listSnapshots(elasticsearch, repository);
  const wanted = heldDays(snapshots, pattern).map((day) => ({ index: pattern.indexOf(day), day }));
  const { steps } = chooseSnapshots(wanted, TimeZone.parse(timeZone), snapshots);
  const snapshotOf = new Map(steps.flatMap(({ snapshot, indices }) => indices.map((index) => [index, snapshot])));
  const days = wanted.filter(({ index }) => snapshotOf.has(index)).reverse();
  const shown = days.slice(0, most);
  const chosen = new Set(shown.map(({ index }) => snapshotOf.get(index)));
  const sizes = await readSizes(
    cluster,
    newestFirst(snapshots).filter((snapshot) => chosen.has(snapshot.name)),
  );
  const live = new Set((await listIndices(elasticsearch, pattern.wildcard)).map((index) => index.name));
  return {
    repository,
    total: days.length,
    days: shown.map(({ index, day }) => {
      const snapshot = snapshotOf.get(index) ?? '';
      const bytes = sizes.get(snapshot)?.[index];
      const size = bytes === undefined ? {} : { bytes };
      return { day: day.toString(), index, snapshot, ...size, isLive: live.has(index) };
    }),
  };
}

/** The newest first, as long as nobody has to wait for it. */
async function readSizes({ elasticsearch, repository }: Cluster, snapshots: readonly { name: string }[]) {
  const sizes = new Map<string, Record<string, number>>();
  const end = Date.now() + patience;
  for (const { name } of snapshots) {
    if (Date.now() > end) break;
    sizes.set(name, await insteadOf(ElasticsearchError, getIndexSizes(elasticsearch, repository, name), {}));
  }
  return sizes;
}
