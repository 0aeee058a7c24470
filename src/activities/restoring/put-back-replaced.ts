import { activityInfo } from '@temporalio/activity';
import { IndexMissing } from '../../elasticsearch/errors';
import { addAliases, listAliasesNamed, removeAlias } from '../../elasticsearch/index-aliases';
import { listIndicesNamed } from '../../elasticsearch/indices';
import { getRestoreOrigins } from '../../elasticsearch/restore-sources';
import { startRestore } from '../../elasticsearch/restores';
import { unblockWrites } from '../../elasticsearch/seals';
import { insteadOf } from '../../planning/instead-of';
import { sealAlias } from '../../planning/live-index';
import type { ReplacedIndex } from '../../planning/restore-plan';
import { awaitStarts } from '../await-starts';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { withinActivity } from '../within-activity';
import { awaitRestored, awaitStarted, copyIndex, discardKept, keptState } from './kept-copy';
import type { ReplacedInput } from './set-aside';

/**
 * Undoes the replacing of an index, however far it has come: one that is still there may be written again, one that is
 * gone comes back from its copy under its own name, with its aliases. Somebody else's index of the name stays.
 * @returns the clauses that say what was put back and what was left.
 */
export async function putBackReplaced(dependencies: Dependencies, input: ReplacedInput): Promise<string[]> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { replaced } = input;
  const { name, uuid, kept } = replaced;
  await awaitStarts(cluster);
  const [now] = await listIndicesNamed(cluster.elasticsearch, [name]);
  if (now?.uuid === uuid) {
    await allowAgain(cluster, replaced);
    await discardKept(cluster, replaced);
    return [`kept ${name} as it was`];
  }
  if (now !== undefined && !(await isReturning(cluster, replaced))) {
    const isGone = (await keptState(cluster, replaced)) === 'gone';
    // An earlier attempt may have put it back and lost its worker before it could say so.
    if (activityInfo().attempt > 1 && isGone) return [`put ${name} back`];
    const where = isGone ? '' : `; the old one is kept as ${kept.as} ${kept.name}`;
    return [`left the index that has taken the name ${name} meanwhile${where}`];
  }
  await bringBack(cluster, replaced);
  return [`put ${name} back`];
}

/** Marks an index that is on its way back, until it is there. */
function markOf({ kept }: ReplacedIndex): string {
  return `${kept.name}-returns`;
}

async function isReturning({ elasticsearch, repository }: Cluster, replaced: ReplacedIndex): Promise<boolean> {
  const { name, kept } = replaced;
  if (kept.as === 'index')
    return (await listAliasesNamed(elasticsearch, [markOf(replaced)])).some(({ index }) => index === name);
  const origins = await insteadOf(IndexMissing, getRestoreOrigins(elasticsearch, [name]), null);
  const origin = origins?.get(name);
  return origin?.repository === repository && origin.snapshot === kept.name;
}

async function bringBack(cluster: Cluster, replaced: ReplacedIndex): Promise<void> {
  if (replaced.kept.as === 'index') await cloneBack(cluster, replaced);
  else await restoreBack(cluster, replaced);
}

async function cloneBack(cluster: Cluster, replaced: ReplacedIndex): Promise<void> {
  const { elasticsearch } = cluster;
  const { name, kept, aliases } = replaced;
  const mark = markOf(replaced);
  // Only an earlier attempt discards the copy, when all is back. One that lacks a node is waited for.
  if ((await keptState(cluster, replaced)) !== 'gone') {
    await awaitStarted(cluster, kept.name);
    await copyIndex(cluster, kept.name, name, { ...aliases, [mark]: { is_write_index: false } });
  }
  await allowAgain(cluster, replaced);
  await discardKept(cluster, replaced);
  await removeAlias(elasticsearch, name, mark);
}

async function restoreBack(cluster: Cluster, replaced: ReplacedIndex): Promise<void> {
  const { elasticsearch, repository } = cluster;
  const { name, kept } = replaced;
  if (!(await isReturning(cluster, replaced)))
    await startRestore(elasticsearch, { repository, snapshot: kept.name, indices: [name], asItWas: true });
  await awaitRestored(cluster, name);
  await addAliases(elasticsearch, name, replaced.aliases);
  await allowAgain(cluster, replaced);
  await discardKept(cluster, replaced);
}

async function allowAgain({ elasticsearch }: Cluster, { name, wasBlocked }: ReplacedIndex): Promise<void> {
  if (wasBlocked) return;
  await unblockWrites(elasticsearch, [name]);
  await removeAlias(elasticsearch, name, sealAlias);
}
