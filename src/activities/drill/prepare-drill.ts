import { getDetailedHealth } from '../../elasticsearch/health';
import { deleteIndices, listIndices } from '../../elasticsearch/indices';
import { operationsUnderWay } from '../../elasticsearch/operations';
import { badMoment } from '../../planning/drill/bad-moment';
import { originalOf, temporaryNames } from '../../planning/drill/temporary-name';
import { checkRestore } from '../../planning/restore-checks/check-restore';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { ensureLedger } from '../ensure-ledger';
import { Refused } from '../failure';
import { pollFor } from '../poll';
import { gatherRestoreFacts } from '../room/gather-restore-facts';
import { withinActivity } from '../within-activity';
import type { DrillStep } from './plan-drill';

export interface PreparedDrill {
  /** The temporary indices of a drill that was terminated, which are deleted now. */
  leftovers: string[];
}

/** What passes by itself, such as a new index that is being started, has passed by then. */
const patience = 20_000;
/** So many times its size has to be free above the watermarks: a drill must not take the last of it. */
const roomWanted = 2;

/**
 * Removes what an earlier drill has left, and makes sure that now is a good moment for one. Under the lease nobody else
 * drills this cluster, so that whatever has a temporary name is a leftover.
 * @throws Refused while it is none.
 */
export async function prepareDrill(
  dependencies: Dependencies,
  { cluster: name, ...step }: DrillStep & { cluster: string },
): Promise<PreparedDrill> {
  const cluster = withinActivity(clusterNamed(name, dependencies));
  const { elasticsearch, indexPattern } = cluster;
  const named = await listIndices(elasticsearch, temporaryNames(indexPattern));
  const leftovers = named.map((index) => index.name).filter((index) => originalOf(index, indexPattern) !== undefined);
  await deleteIndices(elasticsearch, leftovers);
  await ensureLedger(cluster);
  await awaitGoodMoment(cluster);
  const objections = await objectionsTo(cluster, step);
  if (objections.length > 0) throw new Refused(`${name} is not drilled now`, objections);
  return { leftovers };
}

async function awaitGoodMoment({ name, elasticsearch }: Cluster): Promise<void> {
  let objections: string[] = [];
  await pollFor(
    patience,
    async () => {
      const [health, operations] = await Promise.all([
        getDetailedHealth(elasticsearch),
        operationsUnderWay(elasticsearch),
      ]);
      objections = badMoment({ ...health, operations });
      return objections.length === 0 || undefined;
    },
    () => Promise.resolve(new Refused(`${name} is not drilled now`, objections)),
  );
}

/** What would keep a restore from beginning keeps a drill from it, too; and it takes a wider berth to full disks. */
async function objectionsTo(cluster: Cluster, { snapshot, index, as, bytes, shards }: DrillStep): Promise<string[]> {
  // No cleaner of days knows the name of a copy, so that Kubernetes is not asked for any.
  const plain: Cluster = { ...cluster };
  delete plain.kubernetes;
  const facts = await gatherRestoreFacts(plain, [as]);
  const wanted = { index, as, bytes: bytes * roomWanted, ...(shards === undefined ? {} : { shards }), replicas: 0 };
  const checks = checkRestore(facts, { repository: cluster.repository, steps: [{ snapshot, indices: [wanted] }] });
  return checks.flatMap(({ name, level, sentence }) => {
    if (level !== 'fatal') return [];
    return [
      name === 'diskFit' ? `a drill wants room for ${roomWanted} times the size of ${index}: ${sentence}` : sentence,
    ];
  });
}
