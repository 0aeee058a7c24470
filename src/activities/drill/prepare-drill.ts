import { getDetailedHealth } from '../../elasticsearch/health';
import { deleteIndices, listIndices } from '../../elasticsearch/indices';
import { operationsUnderWay } from '../../elasticsearch/operations';
import { badMoment } from '../../planning/drill/bad-moment';
import { originalOf, temporaryNames } from '../../planning/drill/temporary-name';
import type { Cluster, Dependencies } from '../cluster';
import { clusterNamed } from '../cluster';
import { ensureLedger } from '../ensure-ledger';
import { Refused } from '../failure';
import { pollFor } from '../poll';
import { withinActivity } from '../within-activity';

export interface PreparedDrill {
  /** The temporary indices of a drill that was terminated, which are deleted now. */
  leftovers: string[];
}

/** What passes by itself, such as a new index that is being started, has passed by then. */
const patience = 20_000;

/**
 * Removes what an earlier drill has left, and makes sure that now is a good moment for one. Under the lease nobody else
 * drills this cluster, so that whatever has a temporary name is a leftover.
 * @throws Refused while it is none.
 */
export async function prepareDrill(
  dependencies: Dependencies,
  input: { cluster: string; bytes: number },
): Promise<PreparedDrill> {
  const cluster = withinActivity(clusterNamed(input.cluster, dependencies));
  const { elasticsearch, indexPattern } = cluster;
  const named = await listIndices(elasticsearch, temporaryNames(indexPattern));
  const leftovers = named.map(({ name }) => name).filter((name) => originalOf(name, indexPattern) !== undefined);
  await deleteIndices(elasticsearch, leftovers);
  await ensureLedger(cluster);
  await awaitGoodMoment(cluster);
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
