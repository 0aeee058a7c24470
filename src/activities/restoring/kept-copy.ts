import { cloneIndex } from '../../elasticsearch/clones';
import { IndexExists, SnapshotExists } from '../../elasticsearch/errors';
import { readContents } from '../../elasticsearch/index-contents';
import type { AliasDefinition } from '../../elasticsearch/index-aliases';
import { deleteIndex, listIndicesNamed } from '../../elasticsearch/indices';
import { explainUnassigned, getPrimaryShards } from '../../elasticsearch/shards';
import { createSnapshot, deleteSnapshot, getSnapshot } from '../../elasticsearch/snapshots';
import { insteadOf } from '../../planning/instead-of';
import type { ReplacedIndex } from '../../planning/restore-plan';
import { isStarted } from '../../planning/shard-recovery';
import type { Cluster } from '../cluster';
import { Refused } from '../failure';
import { pollFor } from '../poll';

/** Linked files start within seconds; what takes this long has no node. */
const patience = 600_000;
/** A snapshot, and an index that comes back from one, take as long as their bytes do. */
const patienceForBytes = 12 * 3_600_000;

/** What there is of the copy of an index that is to be replaced. A copy whose node is away is not gone. */
export async function keptState(cluster: Cluster, { kept }: ReplacedIndex): Promise<'whole' | 'incomplete' | 'gone'> {
  const { elasticsearch, repository } = cluster;
  if (kept.as === 'snapshot') {
    const snapshot = await getSnapshot(elasticsearch, repository, kept.name);
    return snapshot === null ? 'gone' : snapshot.state === 'SUCCESS' ? 'whole' : 'incomplete';
  }
  const [index] = await listIndicesNamed(elasticsearch, [kept.name]);
  if (index === undefined) return 'gone';
  return (await hasStarted(cluster, kept.name)) ? 'whole' : 'incomplete';
}

/** Makes room for the restored index, if a whole copy of the old one is kept; one that has gone already is no fault. */
export async function giveWay(cluster: Cluster, replaced: ReplacedIndex): Promise<void> {
  const { name, uuid, kept } = replaced;
  const [now] = await listIndicesNamed(cluster.elasticsearch, [name]);
  if (now?.uuid !== uuid) return;
  if ((await keptState(cluster, replaced)) !== 'whole')
    throw new Refused(`${name} cannot be replaced`, [`its copy ${kept.name} is gone or lacks a shard`]);
  // Somebody may have taken the block away meanwhile, and written to it.
  if (kept.as === 'index') await assertSame(cluster, name, kept.name);
  await deleteIndex(cluster.elasticsearch, name);
}

/** Keeps a snapshot of an index that is blocked for writing; one that an earlier attempt took is adopted. */
export async function keepAsSnapshot(
  { elasticsearch, repository }: Cluster,
  index: string,
  name: string,
): Promise<void> {
  const order = { repository, name, indices: [index], takenBy: name, includeGlobalState: false };
  await insteadOf(SnapshotExists, createSnapshot(elasticsearch, order), undefined);
  const taken = await pollFor(
    patienceForBytes,
    async () => {
      const found = await getSnapshot(elasticsearch, repository, name);
      return found?.state === 'IN_PROGRESS' ? undefined : (found ?? { state: 'FAILED' as const, reason: 'it is gone' });
    },
    () =>
      Promise.resolve(new Refused(`${index} cannot be kept`, [`the snapshot ${name} of it does not come to an end`])),
  );
  if (taken.state !== 'SUCCESS')
    throw new Refused(`${index} cannot be kept`, [`the snapshot ${name} of it ended as ${taken.state}`]);
}

/**
 * Makes an index anew under another name and waits until it can be searched and holds the same; one that an earlier
 * attempt made is adopted.
 */
export async function copyIndex(
  cluster: Cluster,
  from: string,
  to: string,
  aliases: Record<string, AliasDefinition> = {},
): Promise<void> {
  await insteadOf(IndexExists, cloneIndex(cluster.elasticsearch, { from, to, aliases }), undefined);
  await awaitStarted(cluster, to);
  await assertSame(cluster, from, to);
}

/** @throws Refused with the deciders' words when a primary shard gets no node. */
export async function awaitStarted(cluster: Cluster, index: string, longest = patience): Promise<void> {
  await pollFor(
    longest,
    async () => (await hasStarted(cluster, index)) || undefined,
    async () => new Refused(`${index} does not start`, await whyNot(cluster, index)),
  );
}

/** The same for one whose bytes come from the repository. */
export function awaitRestored(cluster: Cluster, index: string): Promise<void> {
  return awaitStarted(cluster, index, patienceForBytes);
}

async function hasStarted({ elasticsearch }: Cluster, index: string): Promise<boolean> {
  const shards = await getPrimaryShards(elasticsearch, [index]);
  return shards.length > 0 && shards.every(isStarted);
}

async function whyNot({ elasticsearch }: Cluster, index: string): Promise<string[]> {
  const shards = await getPrimaryShards(elasticsearch, [index]);
  const waiting = shards.find(({ state }) => state === 'UNASSIGNED');
  const explained = waiting === undefined ? null : await explainUnassigned(elasticsearch, waiting);
  const objections = explained?.objections.map(({ explanation }) => explanation) ?? [];
  return objections.length > 0 ? objections.slice(0, 3) : ['its shards have not started in time'];
}

/** Nothing is written to either of them meanwhile. */
async function assertSame({ elasticsearch }: Cluster, one: string, other: string): Promise<void> {
  const contents = await readContents(elasticsearch, [one, other]);
  const [a, b] = [contents.get(one), contents.get(other)];
  if (a !== undefined && a.documents === b?.documents && a.shards === b.shards) return;
  const counts = [a, b].map((content) => content?.documents ?? 'no');
  throw new Refused(`${one} cannot be copied`, [`it holds ${counts.join(' documents, and its copy ')} documents`]);
}

/** Removes what was kept; what is gone already counts as removed. */
export async function discardKept({ elasticsearch, repository }: Cluster, { kept }: ReplacedIndex): Promise<void> {
  if (kept.as === 'index') await deleteIndex(elasticsearch, kept.name);
  else await deleteSnapshot(elasticsearch, repository, kept.name);
}
